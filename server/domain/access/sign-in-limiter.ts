/** Slows down guessing. Counts what was tried, whether or not such a user exists. */
export interface SignInLimiter {
  /** False: too many tries with this login or from this address; wait. Throws 'unavailable'. */
  mayTry(login: string, address: string): Promise<boolean>;
  /** A try whose login is not known yet. Throws 'unavailable'. */
  mayTryFrom(address: string): Promise<boolean>;
  /**
   * The same try, at the user it turned out to be: login and e-mail share this count, which is one of its own and says
   * nothing to who is told of the other. False: too many tries at this user. Throws 'unavailable'.
   */
  mayTryAt(userId: string, address: string): Promise<boolean>;
  /** It was the right one: its tries are forgotten, and those at the user, if they were counted. */
  succeeded(login: string, address: string, userId?: string | null): Promise<void>;
}
