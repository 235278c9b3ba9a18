import { ringPhones } from '../bridge/ring-phones.ts';
import type { Dialog } from '../sip/dialog.ts';
import { sipReason } from '../sip/reason.ts';
import { dialContact } from './dial-contact.ts';
import { isSameMedia, silentAnswer } from './hold-description.ts';
import { contactAsCaller, type Joined, nowhere, type Placing } from './placing.ts';

/**
 * The agent's phone makes an offer and is kept silent; the contact is called with that offer; what the contact
 * answers is offered back to the agent's phone. (RFC 3725 flow III, with the offer where trunks want it: in the
 * INVITE.) Null when it did not come about; the course then knows why.
 */
export async function joinAgentFirst(placing: Placing): Promise<Joined | null> {
  const answered = await reachAgent(placing);
  if (!answered) return null;
  const { agent, offer } = answered;
  if (isTooLate(placing)) {
    placing.course.end({ side: 'system', sipCode: null, reason: 'too_late', result: 'cancelled' });
    agent.hangUp(sipReason(480, 'too late to call'));
    return null;
  }
  const contact = await reachContact(placing, agent, offer);
  if (!contact) {
    agent.hangUp(sipReason(480, 'contact not reached'));
    return null;
  }
  const isStillOurs = placing.facts.answered(placing.plan.contactLegId);
  // from here on they talk: whoever hangs up ends an answered call, however soon
  for (const [side, dialog] of [['agent', agent] as const, ['contact', contact] as const])
    dialog.onHungUp(() => placing.course.end({ side, sipCode: null, reason: null }));
  if (await shareDescriptions(contact, agent, offer)) return { contact, agent, isStillOurs };
  contact.hangUp(sipReason(488, 'no common media'));
  agent.hangUp(sipReason(488, 'no common media'));
  placing.course.end({ side: 'system', sipCode: 488, reason: 'no_common_media', result: 'failed' });
  return null;
}

/** The agent's phone may have rung beyond the moment up to which the contact may be called. */
function isTooLate({ plan, clock }: Placing): boolean {
  return plan.notAfter !== null && clock.now().getTime() >= Date.parse(plan.notAfter);
}

interface SilentAgent {
  readonly agent: Dialog;
  readonly offer: string;
}

async function reachAgent({
  sip,
  plan,
  facts,
  course,
  rungAgents,
  timings,
  clock,
}: Placing): Promise<SilentAgent | null> {
  const calledAt = clock.now();
  const ringing = ringPhones(sip, {
    phones: plan.agent.phones,
    from: contactAsCaller(plan),
    sdp: null,
    ringMs: plan.ringSeconds * 1000,
    silenceMs: timings.silenceMs,
    onRinging: (sipCode) => facts.ringing(plan.agent.legId, sipCode),
    onSilent: (phone) => facts.silent(plan.agent.userId, phone, calledAt),
  });
  rungAgents.add(plan.agent.userId, ringing);
  course.whenEnded(() => ringing.stop(sipReason(487, 'call ended')));
  const outcome = await ringing.outcome;
  if (outcome.kind === 'stopped') return null;
  if (outcome.kind === 'refused') {
    const { refusal } = outcome;
    facts.refused(plan.agent.legId, refusal);
    course.end({ side: 'agent', ...refusal, reason: `agent_${refusal.result}` });
    return null;
  }
  const { phone } = outcome;
  const agent = course.ending() ? null : await phone.connect(silentAnswer(phone.sdp, nowhere(sip)));
  if (!agent) {
    phone.release(sipReason(480, 'call ended'));
    course.end({ side: 'agent', sipCode: null, reason: 'agent_gone', result: 'failed' });
    return null;
  }
  void facts.answered(plan.agent.legId);
  return { agent, offer: phone.sdp };
}

async function reachContact(placing: Placing, agent: Dialog, offer: string): Promise<Dialog | null> {
  const { sip, plan, facts, course, trunks, logger } = placing;
  const dialling = dialContact(
    sip,
    {
      number: plan.number,
      callerId: plan.callerId,
      trunks,
      sdp: offer,
      ringMs: plan.ringSeconds * 1000,
      onRinging: (sipCode) => facts.ringing(plan.contactLegId, sipCode),
    },
    logger,
  );
  course.whenEnded(() => dialling.stop(sipReason(487, 'call ended')));
  agent.onHungUp(() =>
    course.end({ side: 'agent', sipCode: null, reason: 'agent_hung_up', result: 'cancelled' }),
  );
  const outcome = await dialling.outcome;
  if (outcome.kind === 'answered') return outcome.dialog;
  if (outcome.kind === 'refused') {
    facts.refused(plan.contactLegId, outcome.refusal);
    course.end({ side: 'contact', ...outcome.refusal });
  }
  return null;
}

/** False when the agent's phone cannot do what the contact answered with. */
async function shareDescriptions(contact: Dialog, agent: Dialog, offer: string): Promise<boolean> {
  const answer = await agent.request('INVITE', { body: contact.remoteSdp() });
  if (answer.status < 200 || answer.status >= 300) return false;
  if (isSameMedia(answer.body, offer)) return true;
  const moved = await contact.request('INVITE', { body: answer.body });
  return moved.status >= 200 && moved.status < 300;
}
