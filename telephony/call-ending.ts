import type { CallResult, HangupSide } from '#domain/calls/call.ts';

/** How a call ended, as the log will have it. */
export interface CallEnding {
  readonly side: HangupSide;
  readonly sipCode: number | null;
  /** A code such as 'waited_too_long', or the other side's own words. */
  readonly reason: string | null;
  /** Where it does not follow from the rest. */
  readonly result?: CallResult;
}
