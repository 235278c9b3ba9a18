import type { Deps } from '../shared/deps.ts';
import type { DueMeeting } from './meeting-store.ts';

/** What is due and has not been looked at, in order of due time. */
export function findDueMeetings({ database }: Pick<Deps, 'database'>) {
  return (input: { readonly now: Date; readonly limit: number }): Promise<readonly DueMeeting[]> =>
    database.read.meetings.findDue(input.now, input.limit);
}
