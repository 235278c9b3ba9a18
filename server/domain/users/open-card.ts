import type { Viewer } from '../access/viewer.ts';
import type { Stores } from '../shared/database.ts';
import { DomainError } from '../shared/domain-error.ts';
import { cardReach, isCardInReach } from './card-reach.ts';
import { partsOf } from './user-parts.ts';
import type { UserRecord } from './user-record.ts';
import type { UserPart } from './user-words.ts';

/** The user, if the card is in the viewer's reach; else DomainError 'not_found', whether there is one or not (A40). */
export async function openCard(
  { users }: Pick<Stores, 'users'>,
  viewer: Viewer,
  userId: string,
): Promise<UserRecord> {
  const user = await users.find(userId);
  if (!user || !isCardInReach(cardReach(viewer), { ...user, userId: user.id })) {
    throw new DomainError('not_found', 'no such user');
  }
  return user;
}

/** The same, to do something with the user. Throws forbidden too. */
export async function openCardFor(
  part: UserPart,
  stores: Pick<Stores, 'users'>,
  viewer: Viewer,
  userId: string,
): Promise<UserRecord> {
  const user = await openCard(stores, viewer, userId);
  if (!partsOf(viewer, user).includes(part)) throw new DomainError('forbidden', 'not to this user');
  return user;
}
