import { ShortLivedSet } from '#domain/shared/short-lived-set.ts';
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
  const rung = new ShortLivedSet<{ readonly userId: string; readonly ringing: Ringing }>();
  return {
    add: (userId, ringing) => {
      const takeOut = rung.add({ userId, ringing });
      void ringing.outcome.then(takeOut);
    },
    userIds: () => [...new Set(rung.all().map(({ userId }) => userId))],
    withdraw: (userIds) => {
      for (const { userId, ringing } of rung.all())
        if (userIds.includes(userId)) ringing.refuse(CUT_OFF, REASON);
    },
  };
}

const CUT_OFF = { result: 'failed', sipCode: null, reason: 'agent_cut_off' } as const;
const REASON = sipReason(480, 'agent cut off');
