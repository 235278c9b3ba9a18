import { bridgeDialogs, type BridgeEnd } from './bridge/bridge-dialogs.ts';
import type { HeldCall, HeldCalls } from './held-calls.ts';
import type { CallEnding } from './call-ending.ts';
import type { SipConnection } from './sip/connection.ts';
import type { Dialog } from './sip/dialog.ts';
import { parseReason } from './sip/reason.ts';
import type { Timings } from './timings.ts';

export interface HoldTalkDeps {
  readonly sip: SipConnection;
  readonly heldCalls: HeldCalls;
  readonly timings: Timings;
}

export interface Talk {
  readonly contact: Dialog;
  readonly agent: Dialog;
  readonly callId: string | null;
  readonly trunkId: string | null;
  /** False: the database has the call as over, so somebody closed it. */
  readonly isStillOurs: Promise<boolean>;
}

/** Two people talk; resolves with how it ended. Outlives a short loss of the link to the engine. */
export async function holdTalk(deps: HoldTalkDeps, talk: Talk): Promise<CallEnding> {
  const bridge = bridgeDialogs(talk.contact, talk.agent, deps.timings.bridge);
  let grace: NodeJS.Timeout | undefined;
  const held: HeldCall = {
    callId: talk.callId,
    trunkId: talk.trunkId,
    onLinkDown: () => {
      grace ??= setTimeout(() => bridge.hangUp('engine_lost'), deps.timings.engineGraceMs);
    },
    onLinkUp: () => {
      clearTimeout(grace);
      grace = undefined;
      deps.sip.moveToCurrentLink(talk.contact);
      deps.sip.moveToCurrentLink(talk.agent);
      bridge.probe();
    },
    hangUp: (reason) => bridge.hangUp(reason),
  };
  const release = deps.heldCalls.add(held);
  void talk.isStillOurs.then((isOurs) => {
    if (!isOurs) bridge.hangUp('closed_elsewhere');
  });
  const end = await bridge.ended;
  clearTimeout(grace);
  release();
  return endingOf(end);
}

function endingOf(end: BridgeEnd): CallEnding {
  if (end.by === 'system') return { side: 'system', sipCode: null, reason: end.reason };
  const { sipCode, text } = parseReason(end.reason);
  return { side: end.by, sipCode, reason: text };
}
