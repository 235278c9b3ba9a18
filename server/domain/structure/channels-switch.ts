import type { Actor } from '../access/actor.ts';
import type { StructureDeps } from './structure-deps.ts';

export type ChannelsSwitched =
  | { readonly kind: 'switched' }
  | {
      readonly kind: 'in_use';
      /** Users who carry a channel. */
      readonly users: number;
    };

/** Whether anything of sales channels is offered (A16). */
export function readInstallation({ database }: Pick<StructureDeps, 'database'>) {
  return async (): Promise<{ readonly areChannelsOn: boolean }> => ({
    areChannelsOn: await database.read.structure.areChannelsOn(),
  });
}

/** Off only when no user carries a channel; those chosen in the main panel are forgotten then. */
export function switchChannels({ database, clock, accessAnnouncer }: StructureDeps) {
  return async (input: {
    readonly actor: Actor;
    readonly areChannelsOn: boolean;
  }): Promise<ChannelsSwitched> => {
    const { actor, areChannelsOn } = input;
    const switched = await database.transaction(async ({ structure, audit }): Promise<ChannelsSwitched> => {
      const wereOn = await structure.lockChannelsSwitch();
      if (wereOn === areChannelsOn) return { kind: 'switched' };
      const users = areChannelsOn ? 0 : await structure.countUsersWithChannel();
      if (users > 0) return { kind: 'in_use', users };
      await structure.switchChannels(areChannelsOn);
      if (!areChannelsOn) await structure.forgetChosenChannels();
      await audit.write({
        at: clock.now(),
        actor,
        action: 'installation:changed',
        outcome: 'done',
        subject: { kind: 'installation', id: null, name: null },
        before: { areChannelsOn: wereOn },
        after: { areChannelsOn },
      });
      return { kind: 'switched' };
    });
    if (switched.kind === 'switched') accessAnnouncer.accessChanged({ userIds: null, endSessionsOf: [] });
    return switched;
  };
}
