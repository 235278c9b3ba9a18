import type { Actor } from '../access/actor.ts';
import { newToken } from '../access/session.ts';
import type { Locale } from '../access/user.ts';
import type { Viewer } from '../access/viewer.ts';
import { ha1Of, newPhonePassword } from '../registrations/phone-password.ts';
import type { Stores } from '../shared/database.ts';
import { DomainError } from '../shared/domain-error.ts';
import { userEntry, userFacts } from './audit-facts.ts';
import { invite } from './invite.ts';
import { loginsOf, type NewUserFields, type NewUserInput, readNewUser } from './new-user.ts';
import { openCard } from './open-card.ts';
import { showUser } from './show-user.ts';
import { startingRights } from './starting-rights.ts';
import type { UserDeps } from './user-deps.ts';
import type { UserView } from './user-view.ts';

export interface CreateUser {
  readonly viewer: Viewer;
  readonly actor: Actor;
  /** Made from the client's idempotency key, so that a repeated request finds what the first one made; or null. */
  readonly userId: string | null;
  readonly input: NewUserInput;
  /** The author's own, for the new user unless said otherwise. */
  readonly settings: { readonly locale: Locale; readonly timeZone: string };
}

export interface CreatedUser {
  readonly user: UserView;
  /** To be told once; null for a repeated request. */
  readonly phonePassword: string | null;
}

/**
 * A4, A5. Throws forbidden, invalid naming every field that is missing, wrong or somebody else's, and not_found for a
 * repeated request about a user out of reach by now.
 */
export function createUser(deps: UserDeps) {
  const { database, passwords, newId, clock } = deps;
  return async ({ viewer, actor, input, settings, ...asked }: CreateUser): Promise<CreatedUser> => {
    const id = asked.userId ?? newId();
    const read = (stores: Stores) => readFields(stores, viewer, input, settings);
    // looked at before, because a hash takes its time, and once more when nobody else changes users
    const { password } = await read(database.read);
    const passwordHash = await passwords.hash(password ?? newToken());
    const phonePassword = newPhonePassword();
    const at = clock.now();
    const isNew = await database.transaction(async (stores) => {
      await stores.users.takeTurn();
      if ((await stores.users.find(id)) !== null) return false;
      const fields = await read(stores);
      const login = await freeLogin(stores, fields);
      const isInserted = await stores.users.insert({
        ...{ id, login, passwordHash, createdAt: at },
        ...{ name: fields.name, email: fields.email, phone: fields.phone, extension: fields.extension },
        ...{ role: fields.role, responsibleId: fields.responsibleId },
        ...{ locale: fields.locale, timeZone: fields.timeZone },
        sipHa1: ha1Of(login, phonePassword),
        status: fields.isInvited ? 'pending_activation' : 'active',
        ...startingRights(viewer, fields.role),
      });
      if (!isInserted) return false;
      const user = (await stores.users.find(id))!;
      if (fields.isInvited) await invite(deps, stores, user, fields.password === null, at);
      await stores.audit.write(
        userEntry({ at, actor, action: 'user:created', user, after: userFacts(user) }),
      );
      return true;
    });
    // asked again, it is shown as it would be now, if it would: it may have gone out of reach since
    const user = await openCard(database.read, viewer, id);
    const people = await database.read.users.people();
    // a new colleague is somebody whose records the others of the team see
    if (isNew) deps.accessAnnouncer.accessChanged({ userIds: null, endSessionsOf: [] });
    return { user: showUser(viewer, user, people), phonePassword: isNew ? phonePassword : null };
  };
}

async function readFields(
  { users }: Stores,
  viewer: Viewer,
  input: NewUserInput,
  settings: CreateUser['settings'],
): Promise<NewUserFields> {
  const found = input.responsibleId === undefined ? null : await users.find(input.responsibleId);
  const responsible = found && { userId: found.id, role: found.role, responsibleId: found.responsibleId };
  return readNewUser(input, { viewer, responsible, country: await users.country(), ...settings });
}

/** The one wished for, or the first of those made of the address. Throws invalid for whatever somebody else has. */
async function freeLogin({ users }: Stores, { login, email, extension }: NewUserFields): Promise<string> {
  const nobody = '00000000-0000-0000-0000-000000000000';
  const keys = { email, extension, ...(login === null ? {} : { login }) };
  const taken = await users.taken(keys, nobody);
  if (taken.length > 0) {
    throw new DomainError('invalid', 'taken', Object.fromEntries(taken.map((key) => [key, 'taken'])));
  }
  if (login !== null) return login;
  const { nth } = loginsOf(email);
  for (let n = 1; ; n += 1) {
    if ((await users.taken({ login: nth(n) }, nobody)).length === 0) return nth(n);
  }
}
