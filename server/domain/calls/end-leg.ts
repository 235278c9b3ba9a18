import type { Deps } from '../shared/deps.ts';

export interface LegEnd {
  readonly callId: string;
  readonly legId: string;
  readonly at: Date;
  readonly result: 'busy' | 'rejected' | 'no_answer' | 'failed' | 'cancelled';
  readonly sipCode: number | null;
  readonly reason: string | null;
}

/** One phone is out: busy, rejected, not answered, not reached. The call goes on. */
export function endLeg(_deps: Deps) {
  return async (_input: LegEnd): Promise<{ readonly ended: boolean }> => {
    throw new Error('being written');
  };
}
