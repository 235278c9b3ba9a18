import type { Deps } from '../shared/deps.ts';

export interface LegRinging {
  readonly callId: string;
  readonly legId: string;
  readonly at: Date;
  readonly sipCode: number | null;
}

/** A phone rings (180 or 183), the agent’s or, outbound, the contact’s. */
export function markLegRinging(_deps: Deps) {
  return async (_input: LegRinging): Promise<void> => {
    throw new Error('being written');
  };
}
