import type { AccessDeps } from '../access/access-deps.ts';
import type { SessionAnnouncer } from '../identity/session-announcer.ts';
import type { MeetingHints } from '../meetings/meeting-hints.ts';
import type { Deps } from '../shared/deps.ts';
import type { Seals } from '../shared/seals.ts';
import type { AccessAnnouncer } from './access-announcer.ts';

/** What administering users needs from outside. */
export interface UserDeps extends Deps, Pick<AccessDeps, 'passwords' | 'limiter'> {
  readonly seals: Seals;
  readonly hints: MeetingHints;
  readonly sessionAnnouncer: SessionAnnouncer;
  readonly accessAnnouncer: AccessAnnouncer;
}
