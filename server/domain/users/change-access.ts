import type { Actor } from '../access/actor.ts';
import { hasMark } from '../access/may-enter.ts';
import { viewerOf } from '../access/user.ts';
import type { Viewer } from '../access/viewer.ts';
import { changedFacts } from '../audit/changed-facts.ts';
import type { Stores } from '../shared/database.ts';
import { DomainError } from '../shared/domain-error.ts';
import { type AccessSettings, settleAccess, type WantedAccess } from './access-rules.ts';
import { userEntry, userFacts } from './audit-facts.ts';
import { type ChangedUser, changedUser, conflictingUser } from './changed-user.ts';
import { goOffline } from './go-offline.ts';
import { openCardFor } from './open-card.ts';
import type { Reasons } from './profile-fields.ts';
import type { UserDeps } from './user-deps.ts';
import type { UserRecord } from './user-record.ts';

export interface ChangeAccess {
  readonly viewer: Viewer;
  readonly actor: Actor;
  readonly userId: string;
  /** The version the change was made on. */
  readonly version: number;
  readonly wanted: WantedAccess;
}

/**
 * What a user sees and may do, whole; role and responsible too. It holds from the next request and event on. Who loses
 * the eye on calls takes none any more. Throws not_found, forbidden, invalid.
 */
export function changeAccess(deps: UserDeps) {
  return async ({ viewer, actor, userId, version, wanted }: ChangeAccess): Promise<ChangedUser> => {
    const at = deps.clock.now();
    const saved = await deps.database.transaction(async (stores) => {
      await stores.users.takeTurn();
      const user = await openCardFor('access', stores, viewer, userId);
      if (user.version !== version) return null;
      const { labels, ...settings } = await settle(stores, user, wanted);
      await stores.users.change(userId, { ...settings, ...labels });
      const after = (await stores.users.find(userId))!;
      const facts = changedFacts(userFacts(user), userFacts(after));
      if (facts) {
        await stores.audit.write(
          userEntry({ at, actor, action: 'user:access_changed', user: after, ...facts }),
        );
      }
      const hasLostCalls = takesCalls(user) && !takesCalls(after);
      const agent = hasLostCalls ? await goOffline(stores, userId, at) : null;
      const isStructural = user.role !== after.role || user.responsibleId !== after.responsibleId;
      return { agent, isStructural };
    });
    if (!saved) return conflictingUser(deps, viewer, userId);
    const { agent, isStructural } = saved;
    if (agent) {
      deps.publisher.toUser(userId, 'agent:changed', { agent });
      deps.publisher.agentsCutOff();
    }
    // whom a user answers to decides what the colleagues see
    deps.accessAnnouncer.accessChanged({ userIds: isStructural ? null : [userId], endSessionsOf: [] });
    return changedUser(deps, viewer, userId);
  };
}

const takesCalls = (user: UserRecord): boolean => hasMark(viewerOf(user), 'calls', 'read');

async function settle(
  { users, estates, structure }: Stores,
  user: UserRecord,
  wanted: WantedAccess,
): Promise<AccessSettings> {
  const invalid: Reasons = {};
  const { responsibleId, labels } = wanted;
  const found = responsibleId === undefined ? null : await users.find(responsibleId);
  const around = {
    directorId: await users.directorId(),
    responsible: found && { ...found, userId: found.id },
    ledUsers: (await estates.count(user.id)).ledUsers,
  };
  const settled = settleAccess(user, wanted, around, invalid);
  for (const field of await users.missingLabels(labels)) invalid[field] = 'not_found';
  const isNewChannel = labels.channelId !== null && labels.channelId !== user.labels.channelId;
  if (isNewChannel && !(await structure.lockChannelsSwitch())) invalid['channelId'] = 'channels_are_off';
  if (Object.keys(invalid).length > 0) throw new DomainError('invalid', 'the access breaks a rule', invalid);
  return settled;
}
