/** What holds a user in the product, beyond the row: sessions, phones, windows. */
export interface DeskCutter {
  /** Nobody else changes the agent until the transaction ends. */
  lock(userId: string): Promise<void>;
  /**
   * Ends the user's sessions, unbinds the phones and closes the windows. The user's rows stay locked: no phone is bound
   * and no record given to the user until the transaction ends.
   */
  cutOff(userId: string): Promise<void>;
  /** The user's phones are bound no more; how many were. No phone is bound until the transaction ends. */
  unbindPhones(userId: string): Promise<number>;
  /** Null ends the looking as somebody. */
  lookAs(sessionId: string, userId: string | null): Promise<void>;
  chooseChannel(sessionId: string, channelId: string | null): Promise<void>;
  /** The user's sessions look as nobody and have no channel chosen. */
  forgetChoices(userId: string): Promise<void>;
}
