import { isWithinLimits } from './limits.ts';
import { isOwnersRecordInReach, reachesEverybody } from './own-reach.ts';
import { hasEverySection, mayChange, maySee } from './sections.ts';
import { type Contact, find, type Kind, type Organization, type Viewer } from './world.ts';

type Does = 'see' | 'change';

export const seesContact = (viewer: Viewer, contact: Contact): boolean =>
  maySee(viewer.user, 'contacts') && reachesContact(viewer, contact, 'see');

export const changesContact = (viewer: Viewer, contact: Contact): boolean =>
  mayChange(viewer.user, 'contacts') && reachesContact(viewer, contact, 'change');

export const seesOrganization = (viewer: Viewer, organization: Organization): boolean =>
  maySee(viewer.user, 'contacts') && reachesOrganization(viewer, organization, 'see');

export const changesOrganization = (viewer: Viewer, organization: Organization): boolean =>
  mayChange(viewer.user, 'contacts') && reachesOrganization(viewer, organization, 'change');

function reachesContact(viewer: Viewer, contact: Contact, does: Does): boolean {
  if (!isWithinLimits(viewer, contact.labels)) return false;
  const isMine = isOwnersRecordInReach(viewer, contact.owner) || contact.managers.includes(viewer.user.id); // A18
  if (contact.organization === null) return isMine;
  const { kind } = find(viewer.world.organizations, contact.organization);
  return accountRoleAllows(viewer, kind, does, isMine);
}

function reachesOrganization(viewer: Viewer, organization: Organization, does: Does): boolean {
  if (!isWithinLimits(viewer, organization.labels)) return false;
  const { owner, kind } = organization;
  const isMine = owner === null ? reachesEverybody(viewer.user) : isOwnersRecordInReach(viewer, owner);
  return accountRoleAllows(viewer, kind, does, isMine);
}

/** A20: what the roles let one do with an account of this kind, in the own reach or beyond it. */
function accountRoleAllows({ user }: Viewer, kind: Kind, does: Does, isMine: boolean): boolean {
  if (hasEverySection(user)) return true;
  const has = (role: 'manager' | 'reader' | 'admin') => user.accountRoles.includes(`${kind}_${role}`);
  if (has('admin')) return true;
  if (has('reader') && does === 'see') return true;
  return isMine && has('manager');
}
