import type { Clock } from '../shared/clock.ts';
import type { PasswordHasher } from './password-hasher.ts';
import type { SessionStore } from './session-store.ts';
import type { SignInLimiter } from './sign-in-limiter.ts';

/** What signing in and staying signed in need from outside. */
export interface AccessDeps {
  readonly sessions: SessionStore;
  readonly passwords: PasswordHasher;
  readonly limiter: SignInLimiter;
  readonly clock: Clock;
}
