export interface AccessChange {
  /** Whose rights may have changed; null: everybody's. */
  readonly userIds: readonly string[] | null;
  /** Users whose sessions are all over. */
  readonly endSessionsOf: readonly string[];
}

/**
 * After commit: every server closes the sockets of ended sessions, and sees with whose eyes the others look now.
 * Never throws and is never waited for; whatever gets lost is found at the gateway's next look at its sockets.
 */
export interface AccessAnnouncer {
  accessChanged(change: AccessChange): void;
}
