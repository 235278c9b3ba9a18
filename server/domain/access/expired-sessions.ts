/** Sessions that let nobody in any more. */
export interface ExpiredSessions {
  /** Forgets those whose time is over; returns how many. */
  drop(at: Date): Promise<number>;
}
