import type { PhoneAddress } from '#domain/calls/ring-plan.ts';
import type { SipConnection } from '../sip/connection.ts';
import type { Dialog } from '../sip/dialog.ts';
import type { InviteAttempt, InviteOutcome } from '../sip/outgoing-invite.ts';
import { ANSWERED_ELSEWHERE } from '../sip/reason.ts';
import { resultOfRefusal } from '../sip/status.ts';

export interface RingRequest {
  /** All of them ring together; the first to answer wins. */
  readonly phones: readonly PhoneAddress[];
  readonly from: string;
  /** Null: the phone shall make the offer. */
  readonly sdp: string | null;
  readonly ringMs: number;
  /** A phone that says nothing at all for so long is not there. */
  readonly silenceMs: number;
  /** At most once: the first phone that rings. */
  readonly onRinging: (sipCode: number) => void;
  /** Once for each phone that has said nothing at all for `silenceMs`, though others may ring. */
  readonly onSilent: (phone: PhoneAddress) => void;
}

export interface AnsweredPhone {
  /** The phone's answer, or its offer if it was asked for one. */
  readonly sdp: string;
  /** `answer` only where the phone made the offer. Null when the phone is gone already. */
  connect(answer: string | null): Promise<Dialog | null>;
  /** Nobody to talk to: hangs up. */
  release(reason: string): void;
}

export type RingOutcome =
  | { readonly kind: 'answered'; readonly phone: AnsweredPhone }
  | { readonly kind: 'refused'; readonly refusal: RingRefusal }
  | { readonly kind: 'stopped' };

export interface RingRefusal {
  readonly result: 'busy' | 'rejected' | 'no_answer' | 'failed';
  readonly sipCode: number | null;
  readonly reason: string;
}

export interface Ringing {
  /** Never rejects. */
  readonly outcome: Promise<RingOutcome>;
  /** `reason`: a Reason header for the phones that still ring. */
  stop(reason?: string): void;
  /** The same, and the outcome is this refusal. */
  refuse(refusal: RingRefusal, reason: string): void;
}

/** Of several refusals, what the agent meant counts before what merely happened. */
const WEIGHT: Readonly<Record<RingRefusal['result'], number>> = {
  rejected: 3,
  busy: 2,
  no_answer: 1,
  failed: 0,
};

export function ringPhones(sip: Pick<SipConnection, 'invite'>, request: RingRequest): Ringing {
  let settle: (outcome: RingOutcome) => void = () => undefined;
  const outcome = new Promise<RingOutcome>((resolve) => (settle = resolve));
  const attempts: InviteAttempt[] = [];
  let left = request.phones.length;
  let isOver = false;
  let isRinging = false;
  let isAnybodyThere = false;
  /** Which phones said anything, by their place in the request. */
  const heard = new Set<number>();
  let refusal: RingRefusal = { result: 'failed', sipCode: null, reason: 'no_phone' };

  const finish = (result: RingOutcome, reason?: string, winner?: InviteAttempt): void => {
    if (isOver) return;
    isOver = true;
    clearTimeout(silence);
    clearTimeout(patience);
    for (const attempt of attempts) if (attempt !== winner) attempt.cancel(reason);
    settle(result);
  };
  const refuse = (result: RingRefusal): void => finish({ kind: 'refused', refusal: result });
  const lookForSilent = (): void => {
    if (isOver) return;
    const silent = request.phones.filter((_phone, index) => !heard.has(index));
    for (const phone of silent) request.onSilent(phone);
    if (!isAnybodyThere) refuse({ result: 'failed', sipCode: 408, reason: 'unreachable' });
  };
  // after whatever has already arrived is read: this process itself may have been held up for that long
  const silence = setTimeout(() => setImmediate(lookForSilent), request.silenceMs);
  const patience = setTimeout(
    () => refuse({ result: 'no_answer', sipCode: null, reason: 'rang_too_long' }),
    request.ringMs,
  );
  const onProgress = (status: number): void => {
    isAnybodyThere = true;
    if (isOver || isRinging || status === 100) return;
    isRinging = true;
    request.onRinging(status);
  };
  const onOutcome = (attempt: InviteAttempt, result: InviteOutcome): void => {
    const phone = answeredPhone(result);
    if (phone) {
      if (isOver) return phone.release(ANSWERED_ELSEWHERE);
      return finish({ kind: 'answered', phone }, ANSWERED_ELSEWHERE, attempt);
    }
    if (result.kind !== 'refused') return;
    left -= 1;
    const said = { result: resultOfRefusal(result.status), sipCode: result.status, reason: result.reason };
    if (refusal.sipCode === null || WEIGHT[said.result] > WEIGHT[refusal.result]) refusal = said;
    // RFC 3261 section 16.7: a 6xx speaks for all of the agent's phones
    if (left === 0 || result.status >= 600) refuse(refusal);
  };

  for (const [index, phone] of request.phones.entries()) {
    const attempt = sip.invite({
      uri: phone.contactUri,
      route: phone.routeUri,
      from: request.from,
      sdp: request.sdp,
      onProgress: (status) => {
        heard.add(index);
        onProgress(status);
      },
    });
    attempts.push(attempt);
    void attempt.outcome.then((result) => {
      heard.add(index);
      onOutcome(attempt, result);
    });
  }
  if (request.phones.length === 0) refuse(refusal);
  return {
    outcome,
    stop: (reason) => finish({ kind: 'stopped' }, reason),
    refuse: (result, reason) => finish({ kind: 'refused', refusal: result }, reason),
  };
}

function answeredPhone(outcome: InviteOutcome): AnsweredPhone | null {
  switch (outcome.kind) {
    case 'answered':
      return {
        sdp: outcome.sdp,
        connect: () => Promise.resolve(outcome.dialog),
        release: (reason) => outcome.dialog.hangUp(reason),
      };
    case 'offered':
      return {
        sdp: outcome.sdp,
        connect: (answer) => outcome.offer.accept(answer ?? ''),
        release: () => outcome.offer.abandon(),
      };
    case 'refused':
    case 'cancelled':
      return null;
  }
}
