import type { Actor } from '../access/actor.ts';
import type { Stores } from '../shared/database.ts';
import { userSubject } from './audit-words.ts';

/**
 * Part of a transaction that holds the user: nobody elsewhere is this user any more. An account there was linked on the
 * word of an e-mail address, so it does not outlast that, nor what takes the other ways in away. Whether there was one.
 */
export async function unlinkIdentities(
  { audit, openIdIdentities }: Pick<Stores, 'audit' | 'openIdIdentities'>,
  user: { readonly id: string; readonly name: string },
  actor: Actor,
  at: Date,
): Promise<boolean> {
  const unlinked = await openIdIdentities.unlink(user.id);
  for (const { issuer, subject } of unlinked) {
    await audit.write({
      at,
      actor,
      action: 'user:identity_unlinked',
      outcome: 'done',
      subject: userSubject(user),
      before: { issuer, subject },
      after: null,
    });
  }
  return unlinked.length > 0;
}
