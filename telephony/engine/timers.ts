/** RFC 3261 table 4, all derived from the round-trip estimate so that tests may shrink time as a whole. */
export const T1_MS = 500;
export const T2_IN_T1 = 8;
export const T4_IN_T1 = 10;
export const TRANSACTION_LIFE_IN_T1 = 64;

/** RFC 3261 §16.6 step 11: how long an INVITE may stay without a final answer after its last provisional. */
export const TIMER_C_MS = 185_000;
/** What drachtio-server gives an application to say anything at all about a request. */
export const APPLICATION_ANSWER_MS = 64_000;
/** An INVITE that only ever rings is given up after this; every provisional of the application starts it anew. */
export const RINGING_LIMIT_MS = 600_000;
/** RFC 4028 §4: no session interval may be shorter. */
export const MIN_SESSION_SECONDS = 90;
/** RFC 4028 §10: how much before the end of the interval a session without refresh is given up. */
export const SESSION_MARGIN_SECONDS = 32;
/** A subscription without a refresh stays this much longer than it promised. */
export const SUBSCRIPTION_MARGIN_SECONDS = 32;
/** Idle streams of peers that never registered a flow. */
export const STREAM_IDLE_MS = 15 * 60_000;
/** A message begun on a stream must be complete within this. */
export const STREAM_MESSAGE_MS = 30_000;
export const STREAM_CONNECT_MS = 8_000;
/** A socket kept per UDP peer, so that the kernel tells of ICMP refusals, is closed when unused for this. */
export const UDP_PEER_IDLE_MS = 60_000;

export interface Timers {
  /** A and E, first retransmission of a request; G, of a final response. */
  readonly t1: number;
  /** Upper bound of E and G. */
  readonly t2: number;
  /** I and K: how long the network may hold on to a message. */
  readonly t4: number;
  /** B, F, H, J, L and M: 64 × T1, the life of a transaction. */
  readonly life: number;
  /** D: how long retransmitted non-2xx finals are absorbed; at least 32 s by the book. */
  readonly d: number;
  readonly c: number;
  readonly applicationAnswer: number;
  /** A second of a session or subscription, which shrinks with T1 in tests. */
  readonly second: number;
}

export function timersFrom(t1: number): Timers {
  const life = TRANSACTION_LIFE_IN_T1 * t1;
  return {
    t1,
    t2: T2_IN_T1 * t1,
    t4: T4_IN_T1 * t1,
    life,
    d: life,
    c: TIMER_C_MS,
    applicationAnswer: Math.max(APPLICATION_ANSWER_MS * (t1 / T1_MS), life),
    second: 1000 * (t1 / T1_MS),
  };
}
