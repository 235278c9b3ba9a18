import { ringPhones } from '../bridge/ring-phones.ts';
import type { Dialog } from '../sip/dialog.ts';
import { sipReason } from '../sip/reason.ts';
import { dialContact } from './dial-contact.ts';
import { silentOffer } from './hold-description.ts';
import { contactAsCaller, type Joined, nowhere, type Placing } from './placing.ts';

/**
 * The contact answers a silent offer; the agent's phone is asked for its own, which goes to the contact by re-INVITE,
 * and the contact's answer to the phone (RFC 3725 flow IV). Null when it did not come about; the course knows why.
 */
export async function joinContactFirst(placing: Placing): Promise<Joined | null> {
  const contact = await reachContact(placing);
  if (!contact) return null;
  const agent = await reachAgent(placing, contact);
  if (agent) return { contact, agent, isStillOurs: placing.facts.answered(placing.plan.agent.legId) };
  contact.hangUp(sipReason(480, 'agent not reached'));
  return null;
}

async function reachContact({ sip, plan, facts, course, trunks, logger }: Placing): Promise<Dialog | null> {
  const dialling = dialContact(
    sip,
    {
      number: plan.number,
      callerId: plan.callerId,
      trunks,
      sdp: silentOffer(nowhere(sip)),
      ringMs: plan.ringSeconds * 1000,
      onRinging: (sipCode) => facts.ringing(plan.contactLegId, sipCode),
    },
    logger,
  );
  course.whenEnded(() => dialling.stop(sipReason(487, 'call ended')));
  const outcome = await dialling.outcome;
  if (outcome.kind === 'answered') {
    void facts.answered(plan.contactLegId);
    return outcome.dialog;
  }
  if (outcome.kind === 'refused') {
    facts.refused(plan.contactLegId, outcome.refusal);
    course.end({ side: 'contact', ...outcome.refusal });
  }
  return null;
}

async function reachAgent(
  { sip, plan, facts, course, rungAgents, timings, clock }: Placing,
  contact: Dialog,
): Promise<Dialog | null> {
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
  contact.onHungUp(() =>
    course.end({ side: 'contact', sipCode: null, reason: 'contact_hung_up', result: 'abandoned' }),
  );
  const outcome = await ringing.outcome;
  switch (outcome.kind) {
    case 'stopped':
      return null;
    case 'refused':
      facts.refused(plan.agent.legId, outcome.refusal);
      course.end({
        side: 'agent',
        ...outcome.refusal,
        reason: `agent_${outcome.refusal.result}`,
        result: 'missed',
      });
      return null;
    case 'answered': {
      const { phone } = outcome;
      const answer = await contact.request('INVITE', { body: phone.sdp });
      const isTaken = answer.status >= 200 && answer.status < 300 && !course.ending();
      const agent = isTaken ? await phone.connect(answer.body) : null;
      if (!agent) {
        phone.release(sipReason(480, 'contact gone'));
        course.end({
          side: 'system',
          sipCode: answer.status || null,
          reason: 'no_common_media',
          result: 'failed',
        });
      }
      return agent;
    }
  }
}
