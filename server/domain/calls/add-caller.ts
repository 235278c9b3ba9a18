import { findContactReach } from '../access/find-reach.ts';
import { hasMark } from '../access/may-enter.ts';
import { isInReach } from '../access/reach.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Stores } from '../shared/database.ts';
import type { Deps } from '../shared/deps.ts';
import { DomainError } from '../shared/domain-error.ts';
import { checkMayTie, publishIdentified, tieCaller } from './tie-caller.ts';
import { findChangeableCall } from './visible-call.ts';

export interface QuickAdd {
  readonly viewer: Viewer;
  readonly callId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly position: string | null;
  readonly organizationId: string | null;
  readonly stageId: string | null;
  readonly sourceId: string | null;
}

/** Quick add: the caller becomes a new contact of the agent, tied as by assignCaller. Throws
 * not_found, invalid, and forbidden as assignCaller, and without the pencil on contacts (A30). */
export function addCaller(deps: Deps) {
  return async (input: QuickAdd): Promise<{ readonly contactId: string }> => {
    const { viewer, callId, ...fields } = input;
    const firstName = fields.firstName.trim();
    const lastName = fields.lastName.trim();
    if (firstName === '' && lastName === '') {
      throw new DomainError('invalid', 'a contact has a name', { firstName: 'required' });
    }
    const at = deps.clock.now();
    const contactId = deps.newId();
    await deps.database.transaction(async (stores) => {
      const call = await findChangeableCall(stores, viewer, callId, at);
      if (!hasMark(viewer, 'contacts', 'change')) throw new DomainError('forbidden', 'no pencil on contacts');
      await checkMayTie(stores, viewer, call, at);
      const ownerId = viewer.userId;
      await checkOrganization(stores, viewer, fields.organizationId);
      await stores.callers.addContact({ ...fields, id: contactId, firstName, lastName, ownerId, at });
      const facts = await stores.callers.cardFacts(contactId, at);
      if (facts === null) throw new DomainError('not_found', 'the new contact is gone');
      await tieCaller(stores, deps, call, facts);
    });
    await publishIdentified(deps, callId, at);
    return { contactId };
  };
}

/** A company out of reach looks like one that does not exist. */
async function checkOrganization(
  stores: Stores,
  viewer: Viewer,
  organizationId: string | null,
): Promise<void> {
  if (organizationId === null) return;
  const organization = await stores.callers.organization(organizationId);
  if (organization && isInReach(await findContactReach(stores, viewer, 'read'), organization)) return;
  throw new DomainError('invalid', 'a field points to nothing', { organizationId: 'not_found' });
}
