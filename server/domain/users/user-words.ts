import type { UserStatus } from '../access/user-status.ts';
import type { AccountRole, DataAccess, UserRole } from '../access/viewer.ts';

export const userRoles = ['director', 'head', 'manager'] as const satisfies readonly UserRole[];

export const userStatuses = [
  'active',
  'inactive',
  'ip_restricted',
  'dismissed',
  'pending_activation',
] as const satisfies readonly UserStatus[];

export const dataAccesses = ['own', 'team', 'everything'] as const satisfies readonly DataAccess[];

export const accountRoles = [
  'customer_manager',
  'customer_reader',
  'customer_admin',
  'partner_manager',
  'partner_reader',
  'partner_admin',
] as const satisfies readonly AccountRole[];

/** What may be done with a user, each for itself. */
export const userParts = [
  'profile',
  'phone_password',
  'access',
  'delete',
  'preview',
  'sessions',
  'handover',
] as const;
export type UserPart = (typeof userParts)[number];
