import type { Deps } from '../shared/deps.ts';

export interface LegAnswered {
  readonly callId: string;
  readonly legId: string;
  readonly at: Date;
}

/** A phone was answered. Of several at once one wins. */
export function answerCall(_deps: Deps) {
  return async (_input: LegAnswered): Promise<{ readonly won: boolean }> => {
    throw new Error('being written');
  };
}
