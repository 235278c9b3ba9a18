import type { Viewer } from '../access/viewer.ts';
import { DomainError } from '../shared/domain-error.ts';
import type { UserDeps } from './user-deps.ts';

export interface ChooseChannel {
  readonly viewer: Viewer;
  readonly sessionId: string;
  /** Null: all channels. */
  readonly channelId: string | null;
}

/** The main panel's switch (A10): the session sees that channel's records alone. Throws forbidden, invalid (channelId). */
export function chooseChannel({ database, accessAnnouncer }: UserDeps) {
  return async ({ viewer, sessionId, channelId }: ChooseChannel): Promise<void> => {
    if (viewer.role !== 'director' && !viewer.isChiefManager) {
      throw new DomainError('forbidden', 'has no switch');
    }
    await database.transaction(async ({ users, desks }) => {
      if (channelId !== null) {
        const labels = { channelId, branchId: null, departmentId: null, groupIds: [] };
        const problem = (await users.areChannelsOn())
          ? (await users.missingLabels(labels)).length > 0 && 'not_found'
          : 'channels_are_off';
        if (problem) throw new DomainError('invalid', 'no such channel', { channelId: problem });
      }
      await desks.chooseChannel(sessionId, channelId);
    });
    accessAnnouncer.accessChanged({ userIds: [viewer.userId], endSessionsOf: [] });
  };
}
