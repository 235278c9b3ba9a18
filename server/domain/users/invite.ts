import { queueMail } from '../mail/queue-mail.ts';
import type { Stores } from '../shared/database.ts';
import type { UserDeps } from './user-deps.ts';
import type { UserRecord } from './user-record.ts';

const DAY_MS = 86_400_000;
/** How long the link leads somewhere. */
const LINK_DAYS = 7;

/** Part of the transaction: a link, and the mail that carries it. Links sent before lead nowhere any more. */
export async function invite(
  { newId }: Pick<UserDeps, 'newId'>,
  stores: Stores,
  { id: userId, email, locale }: UserRecord,
  needsPassword: boolean,
  at: Date,
): Promise<void> {
  const activationId = newId();
  const expiresAt = new Date(at.getTime() + LINK_DAYS * DAY_MS);
  await stores.activations.issue({ id: activationId, userId, needsPassword }, at, expiresAt);
  await queueMail(stores, newId)({ kind: 'activation', to: email, locale, activationId }, at);
}
