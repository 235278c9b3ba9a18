import { findContactReach } from '../access/find-reach.ts';
import { isInReach } from '../access/reach.ts';
import type { Viewer } from '../access/viewer.ts';
import { describeNumber } from '../callers/describe-number.ts';
import type { Stores } from '../shared/database.ts';
import type { Deps } from '../shared/deps.ts';
import { DomainError } from '../shared/domain-error.ts';
import type { CallState, LegState } from './call-state.ts';
import { type CallerCardFacts, reachableOf } from './caller-card-facts.ts';
import { isOpen } from './call-rules.ts';
import { callView } from './call-view.ts';
import { loadCard } from './load-card.ts';
import { publishTimeline } from './publish-call-change.ts';

/** What the card of a contact within the viewer’s reach shows. Throws not_found, whether it exists or not (A40). */
export async function findVisibleFacts(
  stores: Stores,
  viewer: Viewer,
  contactId: string,
  at: Date,
): Promise<CallerCardFacts> {
  const facts = await stores.callers.cardFacts(contactId, at);
  if (facts === null || !isInReach(await findContactReach(stores, viewer, 'read'), reachableOf(facts))) {
    throw new DomainError('not_found', 'no such contact');
  }
  return facts;
}

/** The same of a contact that gets a number, or loses one. Throws not_found, and forbidden for one that may only be seen. */
export async function findChangeableFacts(
  stores: Stores,
  viewer: Viewer,
  contactId: string,
  at: Date,
): Promise<CallerCardFacts> {
  const facts = await findVisibleFacts(stores, viewer, contactId, at);
  if (!isInReach(await findContactReach(stores, viewer, 'change'), reachableOf(facts))) {
    throw new DomainError('forbidden', 'the contact may be seen, not changed');
  }
  return facts;
}

/** Who the caller is stands already, and the viewer may not see it (A41): the call is not taken away. Throws forbidden. */
export async function checkMayTie(stores: Stores, viewer: Viewer, call: CallState, at: Date): Promise<void> {
  const facts = call.contactId === null ? null : await stores.callers.cardFacts(call.contactId, at);
  if (facts !== null && !isInReach(await findContactReach(stores, viewer, 'read'), reachableOf(facts))) {
    throw new DomainError('forbidden', 'the caller is somebody out of reach');
  }
}

/** The call, its number, and the number's earlier calls that nobody was known for, become the contact's. */
export async function tieCaller(
  stores: Stores,
  { newId }: Pick<Deps, 'newId'>,
  call: CallState,
  facts: CallerCardFacts,
): Promise<void> {
  const { contactId } = facts;
  if (call.number !== null) {
    const { type } = describeNumber(call.number);
    const { number: e164, extension, numberReceived: received } = call;
    await stores.callers.addNumber({ id: newId(), contactId, e164, extension, received, kind: type });
  }
  await stores.calls.tieToContact({
    callId: call.id,
    e164: call.number,
    contactId,
    organizationId: facts.organization?.id ?? null,
  });
  await hideFromWhomItIs(stores, call.legs.filter(isOpen), facts);
}

/** Each agent's leg says anew whether its contact is out of the agent's reach. */
export async function hideFromWhomItIs(
  stores: Stores,
  legs: readonly LegState[],
  facts: CallerCardFacts,
): Promise<void> {
  for (const leg of legs.filter(({ userId }) => userId !== null)) {
    await stores.calls.hideContact(leg.id, await isHiddenFrom(stores, leg, facts));
  }
}

/** After commit: whoever has the call on the desk sees the new card, and the contact's page the call. */
export async function publishIdentified(
  { database, publisher }: Deps,
  callId: string,
  at: Date,
): Promise<void> {
  const call = await database.read.calls.load(callId, at);
  if (call === null) return;
  publishTimeline(publisher, null, call);
  for (const userId of involvedUsers(call)) {
    const { card, isContactHidden } = await loadCard(database.read, call, userId, at);
    const view = callView(call, userId, isContactHidden);
    publisher.toUser(userId, 'call:identified', { call: view, card, popWindowId: null });
  }
}

async function isHiddenFrom(stores: Stores, leg: LegState, facts: CallerCardFacts): Promise<boolean> {
  const viewer = await stores.access.viewer(leg.userId as string);
  if (viewer === null) return true;
  return !isInReach(await findContactReach(stores, viewer, 'read'), reachableOf(facts));
}

function involvedUsers(call: CallState): readonly string[] {
  const users = call.legs.filter(isOpen).map((leg) => leg.userId);
  return [...new Set([...users, call.agentId])].filter((userId) => userId !== null);
}
