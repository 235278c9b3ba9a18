import { accountRights } from './policy.ts';
import type { AccountRole } from './viewer.ts';

/** Whether somebody with these roles may do with accounts all that the role lets do (A20). */
export function coversRole(roles: readonly AccountRole[], role: AccountRole): boolean {
  return roles.some((own) => own === role || (kindOf(own) === kindOf(role) && mayDoAnything(own)));
}

const kindOf = (role: AccountRole): string => role.slice(0, role.indexOf('_'));

function mayDoAnything(role: AccountRole): boolean {
  const { read, change } = accountRights[role.slice(role.indexOf('_') + 1) as keyof typeof accountRights];
  return read === 'any_owner' && change === 'any_owner';
}
