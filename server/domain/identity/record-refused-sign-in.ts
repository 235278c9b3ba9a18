import type { User } from '../access/user.ts';
import { nobody, type AuditFacts } from '../audit/audit-entry.ts';
import { userSubject } from './audit-words.ts';
import type { IdentityDeps } from './identity-deps.ts';

/** For ways in that know more of who tried than the request does; the others are recorded by the edge. */
export function recordRefusedSignIn({ database, clock }: Pick<IdentityDeps, 'database' | 'clock'>) {
  return async (user: User | null, address: string, facts: AuditFacts): Promise<void> => {
    await database.read.audit.write({
      at: clock.now(),
      actor: { ...nobody, address },
      action: 'sign_in:refused',
      outcome: 'refused',
      subject: user && userSubject(user),
      before: null,
      after: facts,
    });
  };
}
