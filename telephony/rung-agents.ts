import type { Ringing } from './bridge/ring-phones.ts';
import { sipReason } from './sip/reason.ts';

/** Agents whose phones ring now; whoever has answered is no longer among them. */
export interface RungAgents {
  add(userId: string, ringing: Ringing): void;
  userIds(): readonly string[];
  /** Their phones stop ringing, as if they were out of reach: who rang them goes on from there. */
  withdraw(userIds: readonly string[]): void;
}

export function createRungAgents(): RungAgents {
  const rung = new Map<Ringing, string>();
  return {
    add: (userId, ringing) => {
      rung.set(ringing, userId);
      void ringing.outcome.then(() => rung.delete(ringing));
    },
    userIds: () => [...new Set(rung.values())],
    withdraw: (userIds) => {
      for (const [ringing, userId] of rung) if (userIds.includes(userId)) ringing.refuse(CUT_OFF, REASON);
    },
  };
}

const CUT_OFF = { result: 'failed', sipCode: null, reason: 'agent_cut_off' } as const;
const REASON = sipReason(480, 'agent cut off');
