import type { Actor } from '../access/actor.ts';
import type { Viewer } from '../access/viewer.ts';
import { changedFacts } from '../audit/changed-facts.ts';
import { unlinkIdentities } from '../identity/unlink-identities.ts';
import type { Stores } from '../shared/database.ts';
import { DomainError } from '../shared/domain-error.ts';
import { userEntry, userFacts } from './audit-facts.ts';
import { openCardFor } from './open-card.ts';
import { type ProfileFields, type ProfileInput, readProfile, type Reasons } from './profile-fields.ts';
import { type ChangedUser, changedUser, conflictingUser } from './changed-user.ts';
import { sendInvitation } from './invite-again.ts';
import { outranks } from './outranks.ts';
import type { UserDeps } from './user-deps.ts';
import type { UserRecord } from './user-record.ts';

export interface ChangeProfile {
  readonly viewer: Viewer;
  readonly actor: Actor;
  readonly userId: string;
  /** The version the change was made on. */
  readonly version: number;
  readonly changes: ProfileInput;
}

/**
 * A new password ends the user's sessions; it and a new address end a link to an account elsewhere, with the sessions it
 * may have opened. A new address of a user who waits for the invitation is sent another one, and the link before leads
 * nowhere. Throws not_found, forbidden, invalid.
 */
export function changeProfile(deps: UserDeps) {
  const { database, clock, passwords, accessAnnouncer } = deps;
  return async ({ viewer, actor, userId, version, changes }: ChangeProfile): Promise<ChangedUser> => {
    const at = clock.now();
    const read = async (stores: Stores) => {
      const user = await openCardFor('profile', stores, viewer, userId);
      return { user, fields: await readChanges(stores, user, viewer, changes) };
    };
    const { password } = (await read(database.read)).fields;
    const passwordHash = password === undefined ? undefined : await passwords.hash(password);
    const saved = await database.transaction(async (stores) => {
      await stores.users.takeTurn();
      const { user, fields } = await read(stores);
      if (user.version !== version) return null;
      const { password: _, ...columns } = fields;
      await stores.users.change(userId, {
        ...columns,
        ...(passwordHash === undefined ? {} : { passwordHash }),
      });
      const after = (await stores.users.find(userId))!;
      const facts = changedFacts(userFacts(user), userFacts(after));
      if (facts)
        await stores.audit.write(userEntry({ at, actor, action: 'user:changed', user: after, ...facts }));
      const hasNewKey = passwordHash !== undefined || after.email !== user.email;
      const wasLinked = hasNewKey && (await unlinkIdentities(stores, after, actor, at));
      // whoever reads the mail at the address before must not become this user
      if (!user.isActivated && after.email !== user.email) {
        if (after.status === 'pending_activation') await sendInvitation(deps, stores, after, actor, at);
        else await stores.activations.end(userId, at);
      }
      const isSignedOut = passwordHash !== undefined || (wasLinked && viewer.userId !== userId);
      if (isSignedOut) await stores.ownSessions.endOthers(userId, '');
      if (passwordHash !== undefined) {
        await stores.audit.write(userEntry({ at, actor, action: 'user:password_changed', user: after }));
      }
      return { isSignedOut };
    });
    if (!saved) return conflictingUser(deps, viewer, userId);
    const endSessionsOf = saved.isSignedOut ? [userId] : [];
    accessAnnouncer.accessChanged({ userIds: [userId], endSessionsOf });
    return changedUser(deps, viewer, userId);
  };
}

async function readChanges(
  { users }: Stores,
  user: UserRecord,
  viewer: Viewer,
  changes: ProfileInput,
): Promise<ProfileFields> {
  const invalid: Reasons = {};
  const fields = readProfile(changes, { country: await users.country(), person: user }, invalid);
  for (const field of ['name', 'email', 'password'] as const)
    if (fields[field] === '') invalid[field] = 'required';
  // the own one is changed where the present one is asked for
  if (fields.password !== undefined && viewer.userId === user.id) invalid['password'] = 'own_password';
  if (viewer.userId !== user.id && outranks(user, viewer)) {
    if (fields.email !== undefined && fields.email !== user.email) invalid['email'] = 'has_more_rights';
    if (fields.password !== undefined) invalid['password'] = 'has_more_rights';
  }
  const { phone, extension } = { ...user, ...fields };
  const isAskedFor = fields.phone !== undefined || fields.extension !== undefined;
  if (isAskedFor && phone === null && extension === null) {
    invalid['phone'] ??= 'phone_or_extension';
    invalid['extension'] ??= 'phone_or_extension';
  }
  const keys = {
    ...(fields.email === undefined ? {} : { email: fields.email }),
    ...(fields.extension === undefined ? {} : { extension: fields.extension }),
  };
  for (const key of await users.taken(keys, user.id)) invalid[key] ??= 'taken';
  if (Object.keys(invalid).length > 0) throw new DomainError('invalid', 'the profile breaks a rule', invalid);
  return fields;
}
