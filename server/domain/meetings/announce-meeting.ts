import type { Deps } from '../shared/deps.ts';
import { endOfLocalDay } from './local-time.ts';
import type { Meeting } from './meeting.ts';
import { meetingFor } from './visible-meeting.ts';

/**
 * After commit: tells everybody involved who may see it how the meeting is now, the contact's watchers its timeline entry, and the
 * user's desk which promise is next. `alsoUserIds`: who is involved no longer, or only for this attempt.
 */
export async function announceMeeting(
  { database, publisher }: Pick<Deps, 'database' | 'publisher'>,
  meeting: Pick<Meeting, 'id' | 'userId' | 'authorId' | 'contactId'>,
  at: Date,
  alsoUserIds: readonly (string | null)[] = [],
): Promise<void> {
  const { meetings, timeline } = database.read;
  const fact = await meetings.view(meeting.id);
  if (!fact) return;
  const involved = present([meeting.userId, meeting.authorId, ...alsoUserIds]);
  for (const userId of involved) {
    const view = await meetingFor(database.read, fact, userId);
    if (view) publisher.toUser(userId, 'meeting:changed', { meeting: view });
  }
  for (const userId of present([meeting.userId, ...alsoUserIds])) {
    const endOfDay = endOfLocalDay(at, (await meetings.timeZoneOf(userId)) ?? fact.timeZone);
    const next = await meetings.nextOf(userId, at, endOfDay);
    const nextMeeting = next && (await meetingFor(database.read, next, userId));
    publisher.toUser(userId, 'meeting:next_changed', { nextMeeting });
  }
  if (meeting.contactId === null) return;
  const item = await timeline.item(meeting.contactId, { meetingId: meeting.id });
  if (!item) return;
  publisher.toContactWatchers(meeting.contactId, 'timeline:changed', { contactId: meeting.contactId, item });
}

function present(userIds: readonly (string | null)[]): readonly string[] {
  return [...new Set(userIds.filter((userId) => userId !== null))];
}
