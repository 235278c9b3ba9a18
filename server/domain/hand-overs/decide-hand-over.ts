import type { Actor } from '../access/actor.ts';
import { findContactReach } from '../access/find-reach.ts';
import { isInReach } from '../access/reach.ts';
import type { Viewer } from '../access/viewer.ts';
import { reachableOf } from '../calls/caller-card-facts.ts';
import { hideFromWhomItIs, publishIdentified } from '../calls/tie-caller.ts';
import type { Stores } from '../shared/database.ts';
import type { Deps } from '../shared/deps.ts';
import { DomainError } from '../shared/domain-error.ts';
import { supervisorsOf } from './ask-for-hand-over.ts';
import type { HandOverDecision, HandOverView } from './hand-over.ts';
import { handOverReach, openSince } from './list-hand-overs.ts';

export interface HandOverAnswerInput {
  readonly viewer: Viewer;
  readonly actor: Actor;
  readonly requestId: string;
  readonly decision: HandOverDecision;
}

/**
 * Makes the agent who asked the contact's owner or one of its managers, or declines. Throws not_found (no such request, or
 * not this supervisor's to decide), conflict (somebody has answered), invalid (`decision`: the agent would still not see
 * the contact, for limits or account roles).
 */
export function decideHandOver(deps: Deps) {
  return async ({ viewer, actor, requestId, decision }: HandOverAnswerInput): Promise<void> => {
    const at = deps.clock.now();
    const done = await deps.database.transaction(async (stores) => {
      const request = await findDecidable(stores, viewer, requestId, at);
      const { contact, agent, callId } = request;
      const supervisorIds = await supervisorsOf(stores, contact.id, agent.id, at);
      if (!(await stores.handOvers.decide(requestId, decision, viewer.userId, at))) {
        throw new DomainError('conflict', 'somebody has answered already');
      }
      const version = decision === 'declined' ? null : await give(stores, request, decision, at);
      await stores.audit.write({
        at,
        actor,
        action: 'hand_over:decided',
        outcome: 'done',
        subject: { kind: 'contact', id: contact.id, name: contact.name },
        before: null,
        after: { decision, agentId: agent.id, agentName: agent.name, callId },
      });
      return { request, supervisorIds, version };
    });
    await tell(deps, done, { decision, decidedBy: actor.name }, at);
  };
}

async function findDecidable(
  stores: Stores,
  viewer: Viewer,
  requestId: string,
  at: Date,
): Promise<HandOverView> {
  const open = await stores.handOvers.openSince(
    openSince(at),
    await handOverReach(stores, viewer),
    requestId,
  );
  const request = open.find(({ id }) => id === requestId);
  if (!request) throw new DomainError('not_found', 'no such request');
  return request;
}

/** The contact's new version. */
async function give(
  stores: Stores,
  { contact, agent, callId }: HandOverView,
  decision: 'owner' | 'manager',
  at: Date,
): Promise<number> {
  const version = await stores.handOvers.give(contact.id, agent.id, decision, at);
  const [facts, agentViewer] = [
    await stores.callers.cardFacts(contact.id, at),
    await stores.access.viewer(agent.id),
  ];
  const isSeen =
    facts !== null &&
    agentViewer !== null &&
    isInReach(await findContactReach(stores, agentViewer, 'read'), reachableOf(facts));
  if (!isSeen)
    throw new DomainError('invalid', 'the agent would not see it', { decision: 'agent_is_limited' });
  const call = await stores.calls.load(callId, at);
  if (call) await hideFromWhomItIs(stores, call.legs, facts);
  return version;
}

interface Done {
  readonly request: HandOverView;
  readonly supervisorIds: readonly string[];
  readonly version: number | null;
}

async function tell(
  deps: Deps,
  { request, supervisorIds, version }: Done,
  answer: { readonly decision: HandOverDecision; readonly decidedBy: string },
  at: Date,
): Promise<void> {
  const { publisher } = deps;
  const { id: requestId, callId, contact, agent } = request;
  supervisorIds.forEach((userId) => publisher.toUser(userId, 'hand_over:closed', { requestId }));
  publisher.toUser(agent.id, 'hand_over:decided', { requestId, callId, ...answer });
  if (version === null) return;
  publisher.toContactWatchers(contact.id, 'contact:changed', { contactId: contact.id, version });
  await publishIdentified(deps, callId, at);
}
