/** A1: who may sign in and work, and from where. */
export type UserStatus = 'active' | 'inactive' | 'ip_restricted' | 'dismissed' | 'pending_activation';
