import type { Actor } from '../access/actor.ts';
import { defaultAccountRoles, defaultMarks } from '../access/policy.ts';
import type { Viewer } from '../access/viewer.ts';
import { confirmPassword } from '../identity/confirm-password.ts';
import { DomainError } from '../shared/domain-error.ts';
import { userEntry } from './audit-facts.ts';
import { openCardFor } from './open-card.ts';
import type { UserDeps } from './user-deps.ts';

export interface HandOverDirector {
  readonly viewer: Viewer;
  readonly actor: Actor;
  /** An active Head or Manager. */
  readonly userId: string;
  /** The Director's own, asked once more. */
  readonly password: string;
}

const noLimits = { channelId: null, branchId: null, departmentId: null, groupIds: [] } as const;

/**
 * There is one Director before and after it (A8): the old one is a Head and answers to the new one, like everybody who
 * answered to the old one. Throws forbidden, not_found, invalid (password), rate_limited.
 */
export function handOverDirector(deps: UserDeps) {
  const confirm = confirmPassword(deps);
  return async ({ viewer, actor, userId, password }: HandOverDirector): Promise<void> => {
    if (viewer.role !== 'director') throw new DomainError('forbidden', 'only the Director does that');
    await openCardFor('handover', deps.database.read, viewer, userId);
    await confirm(actor, password);
    const at = deps.clock.now();
    await deps.database.transaction(async ({ users, desks, audit }) => {
      await users.takeTurn();
      const old = await users.find(viewer.userId);
      if (old?.role !== 'director') throw new DomainError('forbidden', 'handed over already');
      const heir = await openCardFor('handover', { users }, viewer, userId);
      const { readable: readableSections, changeable: changeableSections } = defaultMarks.head;
      const rights = {
        dataAccess: 'team',
        accountRoles: defaultAccountRoles,
        isChiefManager: false,
      } as const;
      await users.change(old.id, {
        ...{ ...rights, role: 'head', responsibleId: heir.id },
        ...{ readableSections, changeableSections },
      });
      await users.change(heir.id, {
        ...{ ...rights, ...noLimits, role: 'director', responsibleId: null },
        ...{ readableSections: [], changeableSections: [] },
      });
      await users.moveLed(old.id, heir.id);
      await desks.forgetChoices(old.id);
      const [before, after] = [{ director: old.name }, { director: heir.name }];
      await audit.write(
        userEntry({ at, actor, action: 'user:director_handed_over', user: heir, before, after }),
      );
    });
    deps.accessAnnouncer.accessChanged({ userIds: null, endSessionsOf: [] });
  };
}
