import type { Deps } from '../shared/deps.ts';

export interface WrapUpForm {
  readonly userId: string;
  readonly callId: string;
  readonly outcomeId: string | null;
  readonly note: string;
}

/** The agent says how the call went, and is free again. Throws not_found, invalid (outcomeId). */
export function completeWrapUp(_deps: Deps) {
  return async (_input: WrapUpForm): Promise<void> => {
    throw new Error('being written');
  };
}
