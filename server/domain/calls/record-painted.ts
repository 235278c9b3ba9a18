import type { Deps } from '../shared/deps.ts';

export interface PaintedPop {
  readonly callId: string;
  readonly userId: string;
  readonly windowId: string;
  readonly at: Date;
}

/**
 * The card is on the glass (T25). Answers INVITE-to-painted in milliseconds, for the metrics; null when this window
 * was not the one to pop, or was heard before.
 */
export function recordPainted({ database }: Pick<Deps, 'database'>) {
  return ({ callId, userId, windowId, at }: PaintedPop): Promise<number | null> =>
    database.read.calls.recordPainted(callId, userId, windowId, at);
}
