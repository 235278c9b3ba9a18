import type { Session } from './session.ts';
import type { UserStatus } from './user-status.ts';
import type { User } from './user.ts';

export interface NewSession extends Session {
  readonly address: string;
  readonly userAgent: string;
}

export interface FoundSession {
  readonly session: Session;
  /** In a preview: the user who is looked as. */
  readonly user: User;
  /** In a preview: whose session it is. */
  readonly previewedBy: { readonly id: string; readonly name: string; readonly status: UserStatus } | null;
  /** Whence whoever holds the session may come; null: not restricted. */
  readonly allowedRanges: readonly string[] | null;
}

export interface OpenSession {
  readonly id: string;
  readonly status: UserStatus;
  readonly allowedRanges: readonly string[] | null;
}

export interface SessionStore {
  /** With the user as it is now, whatever its status; null when there is none. */
  find(sessionId: string): Promise<FoundSession | null>;
  touch(sessionId: string, at: Date): Promise<void>;
  /** Of these, the ones whose time is not over, with what decides whether they still let their user in. */
  stillOpen(sessionIds: readonly string[], at: Date): Promise<readonly OpenSession[]>;
}
