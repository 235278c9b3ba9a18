/** When something last happened with a contact, as lists sort by it. Of calls it is noted a moment later. */
export interface ContactActivity {
  /** The latest call of each contact that had one queued after `since` and is not noted yet, the oldest first. */
  behind(since: Date, limit: number): Promise<readonly LatestCall[]>;
  /**
   * Notes them; those that somebody is just changing are left for the next time. Returns how many contacts there were to
   * change.
   */
  note(calls: readonly LatestCall[]): Promise<number>;
}

export interface LatestCall {
  readonly contactId: string;
  readonly at: Date;
}
