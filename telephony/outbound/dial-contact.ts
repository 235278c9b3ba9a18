import { dialString } from '#domain/trunks/dial-string.ts';
import type { E164 } from '#domain/callers/phone-number.ts';
import type { TrunkAddress } from '#domain/calls/outbound-plan.ts';
import type { Logger } from '#platform/logger.ts';
import type { SipConnection } from '../sip/connection.ts';
import type { Dialog } from '../sip/dialog.ts';
import { quote } from '../sip/header-values.ts';
import type { InviteAttempt } from '../sip/outgoing-invite.ts';
import { isWorthAnotherTrunk, resultOfRefusal } from '../sip/status.ts';
import type { RingRefusal } from '../bridge/ring-phones.ts';

export interface ContactToDial {
  readonly number: E164;
  /** Shown to the contact; null leaves it to the trunk's own. */
  readonly callerId: string | null;
  /** In the order in which they are tried. */
  readonly trunks: readonly TrunkAddress[];
  readonly sdp: string;
  readonly ringMs: number;
  /** At most once. */
  readonly onRinging: (sipCode: number) => void;
}

export type DialOutcome =
  | { readonly kind: 'answered'; readonly dialog: Dialog; readonly sdp: string }
  | { readonly kind: 'refused'; readonly refusal: RingRefusal }
  | { readonly kind: 'stopped' };

export interface Dialling {
  /** Never rejects. */
  readonly outcome: Promise<DialOutcome>;
  stop(reason?: string): void;
}

/** Calls the outer party over the first trunk that works (T2). */
export function dialContact(
  sip: Pick<SipConnection, 'invite'>,
  contact: ContactToDial,
  logger: Logger,
): Dialling {
  let attempt: InviteAttempt | null = null;
  let isStopped = false;
  let isRinging = false;
  let hasRungTooLong = false;
  const patience = setTimeout(() => {
    hasRungTooLong = true;
    attempt?.cancel();
  }, contact.ringMs);

  const dialOver = async (trunk: TrunkAddress): Promise<DialOutcome> => {
    attempt = sip.invite({
      ...addressOf(trunk, contact),
      sdp: contact.sdp,
      onProgress: (status) => {
        if (status === 100 || isRinging) return;
        isRinging = true;
        contact.onRinging(status);
      },
    });
    const outcome = await attempt.outcome;
    switch (outcome.kind) {
      case 'answered':
        return outcome;
      case 'refused':
        return { kind: 'refused', refusal: refusalOf(outcome) };
      case 'cancelled':
        return hasRungTooLong ? { kind: 'refused', refusal: NO_ANSWER } : { kind: 'stopped' };
      case 'offered':
        outcome.offer.abandon();
        return { kind: 'refused', refusal: NO_TRUNK };
    }
  };
  const dialAll = async (): Promise<DialOutcome> => {
    let last: DialOutcome = { kind: 'refused', refusal: NO_TRUNK };
    for (const trunk of contact.trunks) {
      last = await dialOver(trunk);
      if (isStopped || isRinging || last.kind !== 'refused') return last;
      if (last.refusal.sipCode === null || !isWorthAnotherTrunk(last.refusal.sipCode)) return last;
      logger.warn({ trunkId: trunk.id, sipCode: last.refusal.sipCode }, 'a trunk failed; trying the next');
    }
    return last;
  };
  return {
    outcome: dialAll().finally(() => clearTimeout(patience)),
    stop: (reason) => {
      isStopped = true;
      attempt?.cancel(reason);
    },
  };
}

const NO_ANSWER: RingRefusal = { result: 'no_answer', sipCode: null, reason: 'rang_too_long' };
const NO_TRUNK: RingRefusal = { result: 'failed', sipCode: null, reason: 'no_trunk' };

function refusalOf({ status, reason }: { readonly status: number; readonly reason: string }): RingRefusal {
  return { result: resultOfRefusal(status), sipCode: status, reason };
}

function addressOf(trunk: TrunkAddress, { number, callerId }: ContactToDial) {
  const user = dialString(trunk, number);
  const shown = callerId ?? trunk.callerId ?? trunk.username ?? 'anonymous';
  const host = trunk.host.includes(':') ? `[${trunk.host}]` : trunk.host;
  const transport = trunk.transport === 'wss' ? 'ws' : trunk.transport;
  return {
    uri: `sip:${encodeURIComponent(user).replaceAll('%2B', '+')}@${host}:${trunk.port}`,
    route: `sip:${host}:${trunk.port};transport=${transport}`,
    from: `${quote(shown)} <sip:${encodeURIComponent(shown).replaceAll('%2B', '+')}@localhost>`,
    ...(trunk.username !== null && trunk.password !== null
      ? { credentials: { username: trunk.username, password: trunk.password } }
      : {}),
  };
}
