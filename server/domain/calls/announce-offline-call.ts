import type { Deps } from '../shared/deps.ts';
import type { CallState } from './call-state.ts';
import { callView } from './call-view.ts';
import type { UnknownCallerCard } from './caller-card.ts';
import type { IncomingCall } from './incoming-call.ts';
import type { LegEnding } from './call-rules.ts';
import { newCall } from './arrived-call.ts';
import { withdrawalOf } from './withdrawal.ts';

/** What the agents' windows are told of a call while the database is away: that it rings, and not who it is (T71). */
export interface OfflineAnnouncement {
  rang(userId: string): void;
  withdrawn(userId: string, result: LegEnding['result']): void;
  answered(agent: { readonly userId: string; readonly name: string }, at: Date): void;
  ended(userId: string, at: Date): void;
}

export function announceOfflineCall({ publisher }: Pick<Deps, 'publisher'>) {
  return (callId: string, incoming: IncomingCall): OfflineAnnouncement => {
    let call = newCall(callId, incoming);
    const change = (changed: Partial<CallState>): void => {
      call = { ...call, ...changed, version: call.version + 1 };
    };
    return {
      rang: (userId) =>
        publisher.toUser(userId, 'call:rang', {
          call: callView(call, userId),
          card: { ...NOT_IDENTIFIED, verstat: call.verstat },
          popWindowId: null,
        }),
      withdrawn: (userId, result) =>
        publisher.toUser(userId, 'call:withdrawn', { callId, reason: withdrawalOf[result] }),
      answered: ({ userId, name }, at) => {
        change({ status: 'answered', answeredAt: at.toISOString(), agentId: userId, agentName: name });
        publisher.toUser(userId, 'call:answered', { call: callView(call, userId) });
      },
      ended: (userId, at) => {
        change({ status: 'ended', endedAt: at.toISOString() });
        publisher.toUser(userId, 'call:ended', { call: callView(call, userId) });
      },
    };
  };
}

const NOT_IDENTIFIED: UnknownCallerCard = {
  kind: 'unknown',
  country: null,
  numberType: null,
  others: [],
  verstat: null,
  isIdentificationSkipped: true,
};
