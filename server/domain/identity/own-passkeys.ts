import type { Actor } from '../access/actor.ts';
import { DomainError } from '../shared/domain-error.ts';
import { ownChange } from './audit-words.ts';
import { changeFactors, type FactorChange } from './change-factors.ts';
import { confirmPassword } from './confirm-password.ts';
import type { IdentityDeps } from './identity-deps.ts';
import type { CeremonyOptions, PasskeyAnswer } from './passkey-ceremonies.ts';

const TICKET_MS = 10 * 60_000;
/** More than anybody has devices. */
const MAX_PASSKEYS = 20;

export interface PasskeyRegistration {
  readonly ticket: string;
  readonly options: CeremonyOptions;
}

/** Throws invalid (password), conflict (there are too many). */
export function beginPasskey(deps: IdentityDeps) {
  const { database, passkeys, tickets } = deps;
  const confirm = confirmPassword(deps);
  return async ({ actor, password }: { actor: Actor; password: string }): Promise<PasskeyRegistration> => {
    await confirm(actor, password);
    const user = await database.read.accounts.user(actor.userId);
    if (!user) throw new DomainError('unauthenticated', 'no such user');
    const known = (await database.read.factors.ofUser(user.id)).passkeys;
    if (known.length >= MAX_PASSKEYS) throw new DomainError('conflict', 'too many passkeys');
    const { challenge, options } = await passkeys.beginRegistration(user, known);
    const ticket = await tickets.issue('passkey_registration', { userId: user.id, challenge }, TICKET_MS);
    return { ticket, options };
  };
}

export interface NewPasskey {
  readonly actor: Actor;
  readonly sessionId: string;
  readonly ticket: string;
  readonly name: string;
  readonly answer: PasskeyAnswer;
}

/** Throws too_late (the ticket is over), invalid (passkey), conflict (known already). */
export function addPasskey(deps: IdentityDeps) {
  const { clock, passkeys, tickets } = deps;
  const change = changeFactors(deps);
  return async ({ actor, sessionId, ticket, name, answer }: NewPasskey): Promise<FactorChange> => {
    const facts = await tickets.take('passkey_registration', ticket);
    if (facts?.userId !== actor.userId) throw new DomainError('too_late', 'no such ticket');
    const made = await passkeys.finishRegistration(facts.challenge, answer);
    if (!made) throw new DomainError('invalid', 'not an answer of ours', { passkey: 'invalid' });
    const told = {
      actor,
      sessionId,
      action: 'user:factor_added',
      facts: { factor: 'passkey', name },
    } as const;
    return change(told, async ({ factors }) => {
      const passkey = { ...made, userId: actor.userId, name, createdAt: clock.now(), lastUsedAt: null };
      if (!(await factors.insertPasskey(passkey))) throw new DomainError('conflict', 'known already');
    });
  };
}

export interface PasskeyRenaming {
  readonly actor: Actor;
  readonly id: string;
  readonly name: string;
}

/** Throws not_found. */
export function renamePasskey({ database, clock }: IdentityDeps) {
  return async ({ actor, id, name }: PasskeyRenaming): Promise<void> => {
    await database.transaction(async ({ factors, audit }) => {
      await factors.lock(actor.userId);
      const passkey = await factors.passkey(id);
      if (!passkey || !(await factors.renamePasskey(actor.userId, id, name))) {
        throw new DomainError('not_found', 'no such passkey');
      }
      if (passkey.name === name) return;
      const [before, after] = [{ name: passkey.name }, { name }];
      await audit.write(ownChange(clock.now(), actor, 'user:factor_renamed', after, before));
    });
  };
}

export interface PasskeyRemoval {
  readonly actor: Actor;
  readonly sessionId: string;
  readonly id: string;
  readonly password: string;
}

/** Throws invalid (password), not_found. */
export function removePasskey(deps: IdentityDeps) {
  const confirm = confirmPassword(deps);
  const change = changeFactors(deps);
  return async ({ actor, sessionId, id, password }: PasskeyRemoval): Promise<FactorChange> => {
    await confirm(actor, password);
    const passkey = await deps.database.read.factors.passkey(id);
    const facts = { factor: 'passkey', name: passkey?.name ?? '' };
    return change({ actor, sessionId, action: 'user:factor_removed', facts }, async ({ factors }) => {
      if ((await factors.deletePasskey(actor.userId, id)) === null) {
        throw new DomainError('not_found', 'no such passkey');
      }
    });
  };
}
