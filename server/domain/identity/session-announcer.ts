/** Tells the windows of a session, at whatever server, what has been committed. Never throws, is never waited for. */
export interface SessionAnnouncer {
  /** Over: its sockets are closed. */
  revoked(sessionId: string): void;
  /** The same session under another id: its sockets stay. */
  moved(sessionId: string, newId: string): void;
}
