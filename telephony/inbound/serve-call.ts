import type { CallerIdentity } from '#domain/callers/caller-identity.ts';
import type { AgentRing } from '#domain/calls/ring-plan.ts';
import type { Trunk } from '#domain/trunks/trunk.ts';
import type { Logger } from '#platform/logger.ts';
import { type AnsweredPhone, ringPhones } from '../bridge/ring-phones.ts';
import type { CallEnding } from '../call-ending.ts';
import { type Course, followCourse } from '../course.ts';
import { holdTalk } from '../hold-talk.ts';
import type { HeldCall, HeldCalls } from '../held-calls.ts';
import type { RungAgents } from '../rung-agents.ts';
import type { SipConnection } from '../sip/connection.ts';
import type { Dialog } from '../sip/dialog.ts';
import type { IncomingInvite } from '../sip/incoming-invite.ts';
import { parseReason, sipReason } from '../sip/reason.ts';
import type { Timings } from '../timings.ts';
import { agentSideFrom } from './agent-side-from.ts';
import type { CallLedger } from './call-ledger.ts';

export interface ServeCallDeps {
  readonly sip: SipConnection;
  readonly heldCalls: HeldCalls;
  /** Agents whose phones this gateway rings or holds now. */
  readonly busyAgents: Set<string>;
  readonly rungAgents: RungAgents;
  readonly timings: Timings;
}

export interface CallToServe {
  readonly invite: IncomingInvite;
  readonly trunk: Trunk;
  readonly caller: CallerIdentity;
  readonly ledger: CallLedger;
  readonly logger: Logger;
}

const CALLER_GONE: CallEnding = { side: 'contact', sipCode: 487, reason: null };

/** Rings one agent after the other until one answers or the caller is gone; then holds the talk to its end. */
export async function serveCall(deps: ServeCallDeps, call: CallToServe): Promise<void> {
  const { invite, trunk, ledger, logger } = call;
  const course = followCourse((ending) => {
    if (!invite.isCancelled()) invite.reply(ending.sipCode ?? 480);
  });
  const endBySystem = (reason: string): void => course.end({ side: 'system', sipCode: 480, reason });
  const held: HeldCall = {
    callId: ledger.callId,
    trunkId: trunk.id,
    onLinkDown: () => endBySystem('engine_lost'),
    onLinkUp: () => undefined,
    hangUp: endBySystem,
  };
  const patience = setTimeout(() => endBySystem('waited_too_long'), ledger.maxWaitSeconds * 1000);
  const progress = tellProgress(invite, deps.timings.progressEveryMs);
  const release = deps.heldCalls.add(held);
  invite.onCancelled((reason) => course.end({ ...CALLER_GONE, reason: parseReason(reason).text }));
  try {
    while (!course.ending()) {
      course.whenEnded(() => ledger.stopWaiting());
      const ring = await ledger.nextAgent(progress.waiting);
      if (!ring) break;
      deps.busyAgents.add(ring.userId);
      const talk = await ringAgent(deps, call, ring, course, progress.ringing);
      if (talk) {
        clearTimeout(patience);
        progress.stop();
        const isStillOurs = ledger.answered(ring);
        release();
        course.end(await holdTalk(deps, { ...talk, callId: ledger.callId, trunkId: trunk.id, isStillOurs }));
      }
      deps.busyAgents.delete(ring.userId);
    }
    const ending = course.ending() ?? CALLER_GONE;
    logger.info({ side: ending.side, reason: ending.reason }, 'call ended');
    await ledger.ended(ending);
  } finally {
    clearTimeout(patience);
    progress.stop();
    release();
  }
}

interface TwoSides {
  readonly contact: Dialog;
  readonly agent: Dialog;
}

/** Both dialogs when the agent answered and the caller was still there. */
async function ringAgent(
  { sip, rungAgents, timings }: ServeCallDeps,
  { invite, caller, ledger, logger }: CallToServe,
  ring: AgentRing,
  course: Course,
  onRinging: () => void,
): Promise<TwoSides | null> {
  const ringing = ringPhones(sip, {
    phones: ring.phones,
    from: agentSideFrom(caller),
    sdp: invite.sdp === '' ? null : invite.sdp,
    ringMs: ledger.ringSeconds * 1000,
    silenceMs: timings.silenceMs,
    onRinging: (sipCode) => {
      onRinging();
      ledger.ringing(ring, sipCode);
    },
    onSilent: (phone) => ledger.silent(ring, phone),
  });
  rungAgents.add(ring.userId, ringing);
  course.whenEnded(({ reason }) => ringing.stop(sipReason(487, reason ?? 'caller gone')));
  const outcome = await ringing.outcome;
  switch (outcome.kind) {
    case 'answered':
      return connect(invite, outcome.phone, course);
    case 'refused':
      logger.info({ legId: ring.legId, result: outcome.refusal.result }, 'an agent’s phones did not answer');
      // an ending of the call need not wait for this to be written
      await Promise.race([ledger.refused(ring, outcome.refusal), course.over]);
      return null;
    case 'stopped':
      return null;
  }
}

/** SIP settles who was first, the agent's answer or the caller's CANCEL: the engine takes only one of them. */
async function connect(
  invite: IncomingInvite,
  phone: AnsweredPhone,
  course: Course,
): Promise<TwoSides | null> {
  const sides = course.ending()
    ? null
    : await (invite.sdp === '' ? connectLateOffer(invite, phone, course) : connectEarlyOffer(invite, phone));
  if (!sides) {
    phone.release(sipReason(487, 'caller gone'));
    course.end(CALLER_GONE);
  } else if (course.ending()) {
    sides.contact.hangUp();
    sides.agent.hangUp();
    return null;
  }
  return sides;
}

async function connectEarlyOffer(invite: IncomingInvite, phone: AnsweredPhone): Promise<TwoSides | null> {
  const agent = await phone.connect(null);
  const contact = await invite.answer(phone.sdp);
  return agent && contact ? { contact, agent } : null;
}

/** The caller left the offer to us: the phone's offer goes to the caller, the answer in the ACK to the phone. */
async function connectLateOffer(
  invite: IncomingInvite,
  phone: AnsweredPhone,
  course: Course,
): Promise<TwoSides | null> {
  let acknowledged: (sdp: string) => void = () => undefined;
  const answer = new Promise<string>((resolve) => (acknowledged = resolve));
  const contact = await invite.answer(phone.sdp, acknowledged);
  // no ACK, and no description: the engine ends the dialog after its timer H, or is gone itself
  contact?.onHungUp(() => acknowledged(contact.remoteSdp()));
  void course.over.then(() => acknowledged(''));
  const sdp = contact ? await answer : '';
  const agent = sdp ? await phone.connect(sdp) : null;
  if (contact && agent) return { contact, agent };
  contact?.hangUp();
  return null;
}

/** 182 while nobody is rung yet, 180 from the first ringing phone on, again and again lest a proxy loses patience. */
function tellProgress(invite: IncomingInvite, everyMs: number): Progress {
  let status: 100 | 182 | 180 = 100;
  const timer = setInterval(() => invite.progress(status === 100 ? 182 : status), everyMs);
  const tell = (next: 182 | 180): void => {
    // a caller who has heard it ring goes on hearing it
    if (status === next || status === 180) return;
    status = next;
    invite.progress(next);
  };
  return { waiting: () => tell(182), ringing: () => tell(180), stop: () => clearInterval(timer) };
}

interface Progress {
  readonly waiting: () => void;
  readonly ringing: () => void;
  readonly stop: () => void;
}
