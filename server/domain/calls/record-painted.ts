import type { Deps } from '../shared/deps.ts';

export interface PaintedPop {
  readonly callId: string;
  readonly userId: string;
  readonly windowId: string;
  readonly at: Date;
}

/** The card is on the glass (T25). */
export function recordPainted(_deps: Deps) {
  return async (_input: PaintedPop): Promise<void> => {
    throw new Error('being written');
  };
}
