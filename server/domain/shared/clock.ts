/** The one source of 'now'. Passed in, so that a decision is made at one instant and tests own the time. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
