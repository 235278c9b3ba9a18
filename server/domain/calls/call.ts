import type { E164 } from '../callers/phone-number.ts';

export const callStatuses = ['queued', 'dialling', 'ringing', 'answered', 'ended'] as const;
export type CallStatus = (typeof callStatuses)[number];

export const callResults = [
  'answered',
  'abandoned', // the caller left before anybody answered
  'missed', // nobody answered
  'rejected', // refused by an agent, or not served at all
  'busy',
  'no_answer',
  'failed',
  'cancelled', // we gave up
  'lost', // its end never came; closed by the sweep
] as const;
export type CallResult = (typeof callResults)[number];

export type CallDirection = 'inbound' | 'outbound';
export type HangupSide = 'contact' | 'agent' | 'system';

/** Which status may follow which. A call only moves forward. */
export const nextCallStatuses: Readonly<Record<CallStatus, readonly CallStatus[]>> = {
  queued: ['dialling', 'ended'],
  dialling: ['ringing', 'answered', 'ended'],
  ringing: ['answered', 'ended'],
  answered: ['ended'],
  ended: [],
};

/** A call as every window of an involved user shows it. Instants are ISO strings: this travels. */
export interface CallView {
  readonly id: string;
  readonly direction: CallDirection;
  readonly status: CallStatus;
  readonly result: CallResult | null;
  readonly version: number;
  readonly number: E164 | null;
  readonly numberReceived: string;
  readonly displayName: string | null;
  readonly isWithheld: boolean;
  readonly dialled: string | null;
  readonly projectId: string | null;
  readonly projectName: string | null;
  readonly contactId: string | null;
  readonly agentId: string | null;
  readonly agentName: string | null;
  readonly meetingId: string | null;
  readonly queuedAt: string;
  readonly ringingAt: string | null;
  readonly answeredAt: string | null;
  readonly endedAt: string | null;
  readonly hangupSide: HangupSide | null;
  readonly sipCode: number | null;
  readonly reason: string | null;
}
