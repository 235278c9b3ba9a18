import type { Labels } from '../access/viewer.ts';
import type { CallDirection, CallResult, CallStatus } from '../calls/call.ts';
import type { MeetingMode, MeetingStatus } from '../meetings/meeting.ts';

/** One entry of a contact's timeline (C5). Instants are ISO strings: this travels. */
export type TimelineItem = CallItem | MeetingItem | NoteItem;

/** An entry before it is cut for somebody: with the labels of the call or meeting it points to. */
export type TimelineFact = TimelineItem & { readonly labels?: Labels };

interface Item {
  readonly id: string;
  readonly occurredAt: string;
  readonly actorName: string | null;
}

export interface CallItem extends Item {
  readonly kind: 'call';
  readonly callId: string;
  /** Of the call: processes may tell of it in another order than things happened. */
  readonly version: number;
  readonly direction: CallDirection;
  readonly status: CallStatus;
  readonly result: CallResult | null;
  readonly number: string | null;
  readonly projectName: string | null;
  readonly talkSeconds: number | null;
  readonly outcome: string | null;
  readonly note: string;
}

export interface MeetingItem extends Item {
  readonly kind: 'meeting';
  readonly meetingId: string;
  readonly name: string;
  readonly mode: MeetingMode;
  readonly status: MeetingStatus;
  readonly statusReason: string | null;
  readonly fromAt: string;
  readonly toAt: string;
}

export interface NoteItem extends Item {
  readonly kind: 'note';
  readonly noteId: string;
  readonly text: string;
}
