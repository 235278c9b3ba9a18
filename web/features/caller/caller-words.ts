import type {
  CallView,
  CallerCard,
  CallerHit,
  HitReason,
  TimelineItem,
  Withdrawal,
} from '../../../server/realtime/events.ts';
import { lengthText, secondsBetween, shortInstant } from '../../composables/instants.ts';
import { isWritten } from '../../composables/field-problems.ts';
import { phoneText } from '../../composables/usePhoneFormat.ts';
import { text } from '../../composables/useText.ts';
import { isOpen } from '../meetings/meeting-statuses.ts';

/** What a caller is called on the bar, in tabs and when announced. */
export function callerName(call: CallView, card: CallerCard): string {
  if (card.kind === 'contact' || card.kind === 'organization') return card.name;
  if (card.kind === 'out_of_reach') return text('bar.outOfReach');
  if (call.isWithheld) return text('bar.withheld');
  return call.number === null
    ? call.displayName || call.numberReceived || text('bar.unknownCaller')
    : phoneText(call.number);
}

/** Why we think so, as one line: 'mobile of Aneta Kowalska · you manage this contact · last contact yesterday'. */
export function hitWords(hit: CallerHit, now: number): string {
  return hit.reasons.map((reason) => reasonWords(reason, hit, now)).join(' · ');
}

function reasonWords(reason: HitReason, hit: CallerHit, now: number): string {
  if (reason !== 'recent_interaction') return text(`card.reason.${reason}`, { name: hit.name });
  if (hit.lastInteractionAt === null) return text('card.reason.recent');
  return text('card.reason.recent_interaction', { when: shortInstant(hit.lastInteractionAt, now) });
}

/** How a call ended, in one sentence. */
export function endWords(call: CallView): string {
  const reason = `call.ended.${call.reason ?? ''}`;
  if (call.reason !== null && isWritten(reason)) return text(reason);
  const endedAt = call.endedAt ?? call.queuedAt;
  if (call.answeredAt !== null) {
    const time = lengthText(secondsBetween(call.answeredAt, endedAt));
    return text(`call.ended.${call.hangupSide ?? 'system'}`, { time });
  }
  const time = lengthText(secondsBetween(call.ringingAt ?? call.queuedAt, endedAt));
  const result = call.result === null || call.result === 'answered' ? 'lost' : call.result;
  return text(`call.ended.${result}`, { time, code: call.sipCode ?? '–' });
}

export function withdrawnWords(reason: Withdrawal): string {
  return text(`bar.withdrawn.${reason}`);
}

/** Of what has happened before this call: the latest event, and the latest one before it in which something was said: three missed calls hide no note. */
export function whatWasSaid(events: readonly TimelineItem[], callId: string): readonly TimelineItem[] {
  const before = events.filter((item) => {
    if (item.kind === 'meeting') return !isOpen(item.status);
    return item.kind !== 'call' || item.callId !== callId;
  });
  const [latest, ...earlier] = before;
  const second = earlier.find(hasWords) ?? earlier[0];
  return [latest, second].filter((item) => item !== undefined);
}

function hasWords(item: TimelineItem): boolean {
  return item.kind === 'note' || (item.kind === 'call' && item.note !== '');
}
