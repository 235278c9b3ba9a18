import type { BridgeTimings } from './bridge/bridge-dialogs.ts';

/** Every duration the gateway goes by, in one place; tests make them short. */
export interface Timings {
  readonly bridge: BridgeTimings;
  /** A phone that says nothing at all for so long is not there. */
  readonly silenceMs: number;
  /** How often waiting callers look for a free agent when nobody tells them. */
  readonly lookAgainMs: number;
  /** How often a caller who waits or hears it ring is told so again (RFC 3261 section 13.3.1.1). */
  readonly progressEveryMs: number;
  readonly leaseMs: number;
  readonly renewLeaseEveryMs: number;
  readonly sweepOutboundEveryMs: number;
  readonly refreshDirectoryEveryMs: number;
  /** How long dialogs are kept while the engine is out of reach. */
  readonly engineGraceMs: number;
  /** How long running calls may go on after the gateway was told to end. */
  readonly drainMs: number;
  /** Pause before a fact that could not be written is written again, and for how long it is tried. */
  readonly writeAgainMs: number;
  readonly writeForMs: number;
}

export const TIMINGS: Timings = {
  bridge: { everyMs: 20_000, answerWithinMs: 8_000, againMs: 2_000, misses: 3, longestCallMs: 4 * 3_600_000 },
  silenceMs: 6_000,
  lookAgainMs: 1_000,
  progressEveryMs: 30_000,
  leaseMs: 15_000,
  renewLeaseEveryMs: 5_000,
  sweepOutboundEveryMs: 2_000,
  refreshDirectoryEveryMs: 10_000,
  engineGraceMs: 15_000,
  drainMs: 30_000,
  writeAgainMs: 1_000,
  writeForMs: 900_000,
};
