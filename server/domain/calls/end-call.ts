import type { CallResult, HangupSide } from './call.ts';
import type { Deps } from '../shared/deps.ts';

export interface CallEnd {
  readonly callId: string;
  readonly at: Date;
  readonly hangupSide: HangupSide;
  readonly sipCode: number | null;
  readonly reason: string | null;
  /** Derived when not given. */
  readonly result?: CallResult;
}

/** The call is over. The first end counts; later ones change nothing. */
export function endCall(_deps: Deps) {
  return async (_input: CallEnd): Promise<{ readonly ended: boolean }> => {
    throw new Error('being written');
  };
}
