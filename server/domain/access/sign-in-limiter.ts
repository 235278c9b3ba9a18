/** Slows down guessing. Counts what was tried, whether or not such a user exists. */
export interface SignInLimiter {
  /** False: too many tries with this login or from this address; wait. Throws 'unavailable'. */
  mayTry(login: string, address: string): Promise<boolean>;
  /** It was the right one: its tries are forgotten. */
  succeeded(login: string, address: string): Promise<void>;
}
