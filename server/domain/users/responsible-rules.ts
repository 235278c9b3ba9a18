import type { Colleague, UserRole } from '../access/viewer.ts';

/** Why this user cannot be whom another one of that role answers to (Terms); null when nothing is wrong. */
export function whyNotResponsible(
  user: { readonly id: string | null; readonly role: Exclude<UserRole, 'director'> },
  responsible: Colleague | null,
): string | null {
  if (responsible === null) return 'not_found';
  if (responsible.userId === user.id) return 'oneself';
  if (user.role === 'head') return responsible.role === 'director' ? null : 'not_the_director';
  return responsible.role === 'manager' ? 'not_a_head_or_the_director' : null;
}
