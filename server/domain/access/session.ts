import { createHash, randomBytes } from 'node:crypto';
import type { User } from './user.ts';
import type { Viewer } from './viewer.ts';

export interface Session {
  /** SHA-256 of the token: who reads the table cannot sign in with it. */
  readonly id: string;
  readonly userId: string;
  readonly csrfToken: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  /** Chosen in the main panel (A10). */
  readonly chosenChannelId: string | null;
}

export interface SignedIn {
  readonly session: Session;
  /** In a preview: the user who is looked as. */
  readonly user: User;
  /** With whose eyes everything in this request is seen. */
  readonly viewer: Viewer;
  /** Who looks as `user`; such a session changes nothing but itself. Null outside of a preview. */
  readonly previewedBy: { readonly id: string; readonly name: string } | null;
}

const HOUR_MS = 3_600_000;
/** A session ends after this long without a request, */
export const IDLE_LIMIT_MS = 12 * HOUR_MS;
/** and this long after the sign-in whatever happens. */
export const ABSOLUTE_LIMIT_MS = 7 * 24 * HOUR_MS;

/** 256 bits that cannot be guessed. */
export const newToken = (): string => randomBytes(32).toString('base64url');

export const sessionIdOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

export function isSessionOver(session: Pick<Session, 'lastSeenAt' | 'expiresAt'>, at: Date): boolean {
  return at >= session.expiresAt || at.getTime() >= session.lastSeenAt.getTime() + IDLE_LIMIT_MS;
}
