import type { Actor } from '../access/actor.ts';
import type { Viewer } from '../access/viewer.ts';
import { userEntry } from './audit-facts.ts';
import { openCardFor } from './open-card.ts';
import type { UserDeps } from './user-deps.ts';

export interface PreviewUser {
  readonly viewer: Viewer;
  readonly actor: Actor;
  readonly sessionId: string;
  readonly userId: string;
}

/** The session looks as the user from now on, and changes nothing. Throws not_found, forbidden. */
export function beginPreview({ database, clock, accessAnnouncer }: UserDeps) {
  return async ({ viewer, actor, sessionId, userId }: PreviewUser): Promise<void> => {
    const at = clock.now();
    await database.transaction(async (stores) => {
      const user = await openCardFor('preview', stores, viewer, userId);
      await stores.desks.lookAs(sessionId, userId);
      await stores.audit.write(userEntry({ at, actor, action: 'preview:started', user }));
    });
    accessAnnouncer.accessChanged({ userIds: [actor.userId], endSessionsOf: [] });
  };
}

export interface EndPreview {
  readonly actor: Actor;
  readonly sessionId: string;
  /** Whom the session looks as; null: nobody, and nothing changes. */
  readonly previewed: { readonly id: string; readonly name: string } | null;
}

/** The session is its owner's again. */
export function endPreview({ database, clock, accessAnnouncer }: UserDeps) {
  return async ({ actor, sessionId, previewed }: EndPreview): Promise<void> => {
    if (previewed === null) return;
    const at = clock.now();
    await database.transaction(async (stores) => {
      await stores.desks.lookAs(sessionId, null);
      await stores.audit.write(userEntry({ at, actor, action: 'preview:ended', user: previewed }));
    });
    accessAnnouncer.accessChanged({ userIds: [actor.userId], endSessionsOf: [] });
  };
}
