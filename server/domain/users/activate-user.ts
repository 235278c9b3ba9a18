import { readActivationToken } from '../access/activation-token.ts';
import { passwordProblem } from '../access/password-rules.ts';
import type { Stores } from '../shared/database.ts';
import { DomainError } from '../shared/domain-error.ts';
import type { Activation } from './activation-store.ts';
import { userEntry } from './audit-facts.ts';
import type { UserDeps } from './user-deps.ts';
import type { UserRecord } from './user-record.ts';

export interface Invitation {
  readonly name: string;
  readonly login: string;
  readonly needsPassword: boolean;
}

/** What the link of an invitation leads to. Throws not_found: made up, used, over, or no longer waited for. */
export function showInvitation(deps: UserDeps) {
  return async ({ token }: { readonly token: string }): Promise<Invitation> => {
    const { user, needsPassword } = await followLink(deps, deps.database.read, token, deps.clock.now());
    return { name: user.name, login: user.login, needsPassword };
  };
}

export interface ActivateUser {
  readonly token: string;
  readonly password?: string | undefined;
  readonly address: string;
}

/** The link has been followed: the user may work (A1). It leads nowhere afterwards. Throws not_found, invalid (password). */
export function activateUser(deps: UserDeps) {
  return async ({ token, password, address }: ActivateUser): Promise<void> => {
    const at = deps.clock.now();
    const passwordHash = await newHash(deps, token, password, at);
    await deps.database.transaction(async (stores) => {
      await stores.users.takeTurn();
      const { user, id } = await followLink(deps, stores, token, at);
      await stores.activations.use(id, at);
      await stores.users.change(user.id, {
        status: 'active',
        ...(passwordHash === null ? {} : { passwordHash }),
      });
      const actor = { userId: user.id, name: user.name, address };
      const [before, after] = [{ status: user.status }, { status: 'active' }];
      await stores.audit.write(userEntry({ at, actor, action: 'user:activated', user, before, after }));
    });
  };
}

async function newHash(
  deps: UserDeps,
  token: string,
  password: string | undefined,
  at: Date,
): Promise<string | null> {
  const { user, needsPassword } = await followLink(deps, deps.database.read, token, at);
  if (!needsPassword) return null;
  const problem = password === undefined || password === '' ? 'required' : passwordProblem(password, user);
  if (problem !== null) throw new DomainError('invalid', 'not a password', { password: problem });
  return deps.passwords.hash(password!);
}

async function followLink(
  { seals }: Pick<UserDeps, 'seals'>,
  { activations, users }: Pick<Stores, 'activations' | 'users'>,
  token: string,
  at: Date,
): Promise<Activation & { readonly user: UserRecord }> {
  const activationId = readActivationToken(seals, token);
  const activation = activationId === null ? null : await activations.find(activationId, at);
  const user = activation && (await users.find(activation.userId));
  if (!activation || !user) throw new DomainError('not_found', 'the link leads nowhere');
  return { ...activation, user };
}
