export interface BackOff {
  readonly firstMs: number;
  readonly longestMs: number;
  /** A process that ran this long is taken for healthy: the next wait starts from the beginning. */
  readonly healthyAfterMs: number;
}

export const RESTARTS: BackOff = { firstMs: 250, longestMs: 10_000, healthyAfterMs: 30_000 };

/** How long to wait before the next start, given the last wait (0 for none yet) and how long the process ran. */
export function nextWaitMs(lastWaitMs: number, ranForMs: number, backOff: BackOff = RESTARTS): number {
  if (lastWaitMs === 0 || ranForMs >= backOff.healthyAfterMs) return backOff.firstMs;
  return Math.min(lastWaitMs * 2, backOff.longestMs);
}
