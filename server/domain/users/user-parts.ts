import type { User } from '../access/user.ts';
import type { Viewer } from '../access/viewer.ts';
import { cardReach, isCardInReach } from './card-reach.ts';
import { outranks, type Rights } from './outranks.ts';
import type { UserPart } from './user-words.ts';

type Subject = Pick<User, 'id' | 'responsibleId' | 'status'> & Rights;

/** What the viewer may do with a user whose card is in reach (A5, A6, A8). */
export function partsOf(viewer: Viewer, user: Subject): readonly UserPart[] {
  if (viewer.role === 'director') return partsOfDirector(user);
  // a Head and a Manager change nothing of themselves but what everybody may (own settings); a chief manager is one of
  // the Managers whose cards a chief manager changes
  const isOwn = user.id === viewer.userId && !viewer.isChiefManager;
  const { id: userId, role, responsibleId } = user;
  if (isOwn || !isCardInReach(cardReach(viewer), { userId, role, responsibleId })) return [];
  return outranks(user, viewer) ? ['profile'] : ['profile', 'phone_password'];
}

function partsOfDirector({ role, status }: Subject): readonly UserPart[] {
  // the one Director cannot be demoted, dismissed or deleted; labels are carried by everybody
  if (role === 'director') return ['profile', 'phone_password', 'access'];
  const always = ['profile', 'phone_password', 'access', 'delete', 'preview', 'sessions'] as const;
  return status === 'active' ? [...always, 'handover'] : always;
}
