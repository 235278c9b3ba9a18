import type { UserStatus } from '../access/user-status.ts';
import type { UserRecord } from './user-record.ts';

/**
 * What the status may be set to by hand (A1). Who has not followed the link yet cannot be made to work by anything
 * else; the Director always works.
 */
export function nextStatuses({
  role,
  isActivated,
}: Pick<UserRecord, 'role' | 'isActivated'>): readonly UserStatus[] {
  if (role === 'director') return ['active'];
  return isActivated
    ? ['active', 'inactive', 'ip_restricted', 'dismissed']
    : ['pending_activation', 'inactive', 'dismissed'];
}
