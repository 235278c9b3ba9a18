/** When something last happened with a contact, as lists sort by it. Of calls it is noted a moment later. */
export interface ContactActivity {
  /**
   * Notes the calls queued after `since` with their contacts, the latest of each; those that somebody is just changing
   * are left for the next time. Returns how many contacts there were to change.
   */
  noteCalls(since: Date): Promise<number>;
}
