import type { CallItem } from '../contacts/timeline.ts';
import type { CallView } from './call.ts';
import type { CallState } from './call-state.ts';

/** The call as this user's windows show it: without the contact where that one is out of reach (A41). */
export function callView(call: CallState, userId: string, isHidden = wasHidden(call, userId)): CallView {
  return {
    id: call.id,
    direction: call.direction,
    status: call.status,
    result: call.result,
    version: call.version,
    number: call.number,
    numberReceived: call.numberReceived,
    displayName: isHidden ? null : call.displayName,
    isWithheld: call.isWithheld,
    dialled: call.dialled,
    projectId: call.project?.id ?? null,
    projectName: call.project?.name ?? null,
    contactId: isHidden ? null : call.contactId,
    agentId: call.agentId,
    agentName: call.agentName,
    meetingId: call.meetingId,
    queuedAt: call.queuedAt,
    ringingAt: call.ringingAt,
    answeredAt: call.answeredAt,
    endedAt: call.endedAt,
    hangupSide: call.hangupSide,
    sipCode: call.sipCode,
    reason: call.reason,
  };
}

/** As it was when the phone rang, or when somebody said who the caller is. */
function wasHidden(call: CallState, userId: string): boolean {
  return call.legs.some((leg) => leg.userId === userId && leg.isContactHidden);
}

/** Its entry on the contact's timeline, which bears the call's own id; outcome and note come with the wrap-up. */
export function callTimelineItem(call: CallState): CallItem {
  return {
    kind: 'call',
    id: call.id,
    occurredAt: call.queuedAt,
    actorName: call.agentName,
    callId: call.id,
    version: call.version,
    direction: call.direction,
    status: call.status,
    result: call.result,
    number: call.number,
    projectName: call.project?.name ?? null,
    talkSeconds: talkSeconds(call),
    outcome: null,
    note: '',
  };
}

function talkSeconds({ answeredAt, endedAt }: CallState): number | null {
  if (answeredAt === null || endedAt === null) return null;
  return Math.max(0, Math.round((Date.parse(endedAt) - Date.parse(answeredAt)) / 1000));
}
