import type { E164 } from '../callers/phone-number.ts';
import type { CallDirection, CallResult, CallStatus, HangupSide } from './call.ts';
import type { LegKind, LegStatus } from './call-state.ts';

/** A call as the log shows it (T23). Instants are ISO strings: this travels. */
export interface LoggedCall {
  readonly id: string;
  readonly direction: CallDirection;
  readonly status: CallStatus;
  readonly result: CallResult | null;
  readonly number: E164 | null;
  readonly numberReceived: string;
  readonly displayName: string | null;
  readonly isWithheld: boolean;
  readonly dialled: string | null;
  readonly projectId: string | null;
  readonly projectName: string | null;
  readonly trunkName: string | null;
  /** Null also when the contact is out of the viewer's reach: then `isContactHidden`. */
  readonly contactId: string | null;
  readonly contactName: string | null;
  readonly isContactHidden: boolean;
  /** The company that called, where it is known but the person is not. */
  readonly organizationName: string | null;
  readonly agentId: string | null;
  readonly agentName: string | null;
  readonly queuedAt: string;
  readonly ringingAt: string | null;
  readonly answeredAt: string | null;
  readonly endedAt: string | null;
  readonly hangupSide: HangupSide | null;
  readonly sipCode: number | null;
  readonly reason: string | null;
  readonly outcomeId: string | null;
  readonly outcome: string | null;
  readonly note: string;
  /** INVITE received to card painted. */
  readonly paintedMs: number | null;
}

export interface LoggedLeg {
  readonly id: string;
  readonly kind: LegKind;
  readonly status: LegStatus;
  readonly userId: string | null;
  readonly userName: string | null;
  readonly number: string | null;
  readonly result: CallResult | null;
  readonly startedAt: string;
  readonly ringingAt: string | null;
  readonly answeredAt: string | null;
  readonly endedAt: string | null;
  readonly sipCode: number | null;
  readonly reason: string | null;
}

export interface LoggedCallWithLegs extends LoggedCall {
  readonly legs: readonly LoggedLeg[];
}

export interface CallLogFilter {
  readonly direction?: CallDirection;
  readonly result?: CallResult;
  readonly contactId?: string;
  readonly agentId?: string;
}

/** Newest first; `after` is the last call of the page before. */
export interface CallLogPage {
  readonly filter: CallLogFilter;
  readonly after: { readonly queuedAt: string; readonly id: string } | null;
  readonly limit: number;
}
