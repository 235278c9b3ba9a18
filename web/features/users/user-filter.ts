import type { LocationQuery } from 'vue-router';
import type { UserFilter, UserRole, UserStatus } from '../../api/users.ts';

export const userRoles: readonly UserRole[] = ['director', 'head', 'manager'];
export const userStatuses: readonly UserStatus[] = [
  'active',
  'inactive',
  'ip_restricted',
  'dismissed',
  'pending_activation',
];

/** The list's state is its address. */
export function filterOf(query: LocationQuery): UserFilter {
  return {
    search: typeof query['search'] === 'string' ? query['search'] : '',
    role: userRoles.find((one) => one === query['role']) ?? null,
    status: userStatuses.find((one) => one === query['status']) ?? null,
  };
}

export function queryOf({ search, role, status }: UserFilter): Record<string, string> {
  return {
    ...(search === '' ? {} : { search }),
    ...(role === null ? {} : { role }),
    ...(status === null ? {} : { status }),
  };
}
