import type { Viewer } from '../access/viewer.ts';
import { DomainError } from '../shared/domain-error.ts';
import type { UserDeps } from './user-deps.ts';
import type { Named } from './user-record.ts';

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
    await database.transaction(async ({ structure, desks }) => {
      if (channelId !== null) {
        const isOn = await structure.lockChannelsSwitch();
        const isThere = (await structure.find('channel', channelId)) !== null;
        const problem = !isOn ? 'channels_are_off' : isThere ? null : 'not_found';
        if (problem !== null) throw new DomainError('invalid', 'no such channel', { channelId: problem });
      }
      await desks.chooseChannel(sessionId, channelId);
    });
    accessAnnouncer.accessChanged({ userIds: [viewer.userId], endSessionsOf: [] });
  };
}

export interface ChannelChoice {
  readonly areChannelsOn: boolean;
  readonly chosenChannel: Named | null;
}

/** How the switch stands. */
export function showChannelChoice({ database }: Pick<UserDeps, 'database'>) {
  return async ({ channelId }: { readonly channelId: string | null }): Promise<ChannelChoice> => {
    const { structure } = database.read;
    const chosen = channelId === null ? null : await structure.find('channel', channelId);
    return {
      areChannelsOn: await structure.areChannelsOn(),
      chosenChannel: chosen && { id: chosen.id, name: chosen.name },
    };
  };
}
