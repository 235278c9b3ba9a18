import type { Actor } from '../access/actor.ts';
import type { Viewer } from '../access/viewer.ts';
import { announceMeeting } from '../meetings/announce-meeting.ts';
import { hintAt } from '../meetings/hint-at.ts';
import type { Meeting } from '../meetings/meeting.ts';
import { planMeeting } from '../meetings/plan-meeting.ts';
import type { Stores } from '../shared/database.ts';
import { userEntry } from './audit-facts.ts';
import type { Estate } from './estate-store.ts';
import { goOffline } from './go-offline.ts';
import { openCardFor } from './open-card.ts';
import type { UserDeps } from './user-deps.ts';
import type { Named, UserRecord } from './user-record.ts';

export interface Deletion extends Estate {
  /** Who gets the records, and whom those answer to who answered to the user. */
  readonly heir: Named;
}

interface Whom {
  readonly viewer: Viewer;
  readonly userId: string;
}

/** What would go to whom (A7). Throws not_found, forbidden. */
export function showDeletion({ database }: Pick<UserDeps, 'database'>) {
  return async ({ viewer, userId }: Whom): Promise<Deletion> => {
    const user = await openCardFor('delete', database.read, viewer, userId);
    const heir = await heirOf(database.read, user);
    return { heir, ...(await database.read.estates.count(userId)) };
  };
}

/**
 * The user is gone; all records, open meetings and running calls are the responsible's from then on (A7). What is over
 * stays under the user's name. Throws not_found, forbidden.
 */
export function deleteUser(deps: UserDeps) {
  return async ({ viewer, actor, userId }: Whom & { readonly actor: Actor }): Promise<void> => {
    const at = deps.clock.now();
    const moved = await deps.database.transaction(async (stores) => {
      await stores.users.takeTurn();
      const user = await openCardFor('delete', stores, viewer, userId);
      const heir = await heirOf(stores, user);
      await goOffline(stores, userId, at);
      await stores.desks.cutOff(userId);
      const { ledUsers: _, ...given } = await stores.estates.count(userId);
      const ledUsers = await stores.users.moveLed(userId, heir.id);
      await stores.estates.give(userId, heir.id);
      const meetings = await moveMeetings(stores, userId, heir.id, at);
      await stores.estates.erase(userId, heir.id, at);
      const before = { login: user.login, name: user.name, email: user.email, role: user.role };
      const after = { heir: heir.name, ledUsers, ...given };
      await stores.audit.write(userEntry({ at, actor, action: 'user:deleted', user, before, after }));
      return meetings;
    });
    deps.publisher.agentsCutOff();
    for (const meeting of moved) {
      hintAt(deps.hints, meeting);
      await announceMeeting(deps, meeting, at, [userId]);
    }
    deps.accessAnnouncer.accessChanged({ userIds: null, endSessionsOf: [userId] });
  };
}

/** The Director stands in for a responsible who is missing. */
async function heirOf({ users }: Pick<Stores, 'users'>, { responsible }: UserRecord): Promise<Named> {
  if (responsible !== null) return responsible;
  const directorId = await users.directorId();
  const director = await users.find(directorId);
  return { id: directorId, name: director?.name ?? '' };
}

/** A meeting that waits is planned anew, for another person; one whose call is under way is the heir's from its next attempt on. */
async function moveMeetings(stores: Stores, userId: string, heirId: string, at: Date): Promise<Meeting[]> {
  const moved: Meeting[] = [];
  for (const meeting of await stores.estates.openMeetings(userId)) {
    const next = { ...meeting, userId: heirId, revision: meeting.revision + 1 };
    const project = await stores.meetings.project(meeting.projectId);
    const isWaiting = meeting.status === 'planned' || meeting.status === 'reminding';
    const last = isWaiting ? await stores.meetings.lastAttemptOf(meeting.id) : null;
    const saved = isWaiting && project ? planMeeting(next, project, last, at) : next;
    if (isWaiting) await stores.meetings.releaseAgent(meeting.id);
    await stores.meetings.update(saved);
    moved.push(saved);
  }
  return moved;
}
