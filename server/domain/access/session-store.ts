import type { Session, SignedIn } from './session.ts';

export interface NewSession extends Session {
  readonly address: string;
  readonly userAgent: string;
}

export interface SessionStore {
  insert(session: NewSession): Promise<void>;
  /** With the user as it is now, whatever its status; null when there is none. */
  find(sessionId: string): Promise<SignedIn | null>;
  touch(sessionId: string, at: Date): Promise<void>;
  delete(sessionId: string): Promise<void>;
  /** Of these, the ones that still let their user in. */
  stillOpen(sessionIds: readonly string[], at: Date): Promise<readonly string[]>;
}
