import type { NewSession } from '../access/session-store.ts';

export interface OwnSession {
  readonly id: string;
  readonly address: string;
  readonly userAgent: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
}

export interface OwnSessionStore {
  /** With the mark of the user's last sign-in (A3). */
  open(session: NewSession): Promise<void>;
  /** Those that still let in, the last used first. */
  ofUser(userId: string, at: Date): Promise<readonly OwnSession[]>;
  end(userId: string, sessionId: string): Promise<boolean>;
  /** The ids of those that ended. */
  endOthers(userId: string, keptSessionId: string): Promise<readonly string[]>;
  endAll(userId: string): Promise<void>;
  /** The session goes on under another id; false: it has ended meanwhile. */
  move(sessionId: string, newId: string): Promise<boolean>;
}
