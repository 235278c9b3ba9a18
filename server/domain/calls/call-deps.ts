import type { MeetingHints } from '../meetings/meeting-hints.ts';
import type { Deps } from '../shared/deps.ts';

/** What the use cases that move a call on need from outside. */
export interface CallDeps extends Deps {
  /** A promised call that did not succeed is looked at again. */
  readonly hints: MeetingHints;
}
