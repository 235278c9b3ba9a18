import { describe, expect, it } from 'vitest';
import { changeOwnPassword } from '../../../server/domain/identity/change-own-password.ts';
import { addPasskey, beginPasskey, removePasskey } from '../../../server/domain/identity/own-passkeys.ts';
import { renewRecoveryCodes } from '../../../server/domain/identity/renew-recovery-codes.ts';
import { beginTotp, confirmTotp, removeTotp } from '../../../server/domain/identity/set-up-totp.ts';
import { aUser } from '../../support/access/viewers.ts';
import { IdentityWorld } from '../../support/identity/world.ts';

const ada = aUser({ id: 'ada', login: 'ada' });
const actor = { userId: 'ada', name: 'Ada', address: '192.0.2.1' };
const here = { actor, sessionId: 'this one' };
const password = 'right';

const actions = (world: IdentityWorld) => world.audit.map(({ action }) => action);

describe('an authenticator app', () => {
  it('is asked for only after a code of it was shown, and brings ten recovery codes', async () => {
    const world = new IdentityWorld(ada);
    const offer = await beginTotp(world.deps)({ actor, password });
    expect(offer).toEqual({ secret: 'secret', uri: 'otpauth://ada/secret' });
    expect(world.totp?.confirmedAt).toBeNull();
    const { recoveryCodes } = await confirmTotp(world.deps)({ ...here, code: world.code() });
    expect(new Set(recoveryCodes)).toHaveProperty('size', 10);
    expect(world.recoveryCodes).toHaveLength(10);
    expect(JSON.stringify(world.recoveryCodes)).not.toContain(recoveryCodes?.[0]);
    expect(actions(world)).toEqual(['user:factor_added']);
    expect(world.announced).toEqual(['this one moved']);
  });

  it('is not set up with a wrong code', async () => {
    const world = new IdentityWorld(ada);
    await beginTotp(world.deps)({ actor, password });
    await expect(confirmTotp(world.deps)({ ...here, code: 'x' })).rejects.toMatchObject({
      code: 'invalid',
      fields: { code: 'wrong_code' },
    });
    expect(world.totp?.confirmedAt).toBeNull();
  });

  it('cannot be put in place of a confirmed one', async () => {
    const world = new IdentityWorld(ada).withApp();
    await expect(beginTotp(world.deps)({ actor, password })).rejects.toMatchObject({ code: 'conflict' });
    await expect(confirmTotp(world.deps)({ ...here, code: world.code() })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('takes the recovery codes along when it was the last factor, and leaves them while there is another', async () => {
    const world = new IdentityWorld(ada).withApp().withPasskey('key').withRecoveryCode('abc');
    await removeTotp(world.deps)({ ...here, password });
    expect(world.recoveryCodes).toHaveLength(1);
    await removePasskey(world.deps)({ ...here, password, id: 'key' });
    expect(world.recoveryCodes).toEqual([]);
    expect(actions(world)).toEqual(['user:factor_removed', 'user:factor_removed']);
  });
});

describe('changing the own ways in', () => {
  const attempts: readonly [string, (world: IdentityWorld, password: string) => Promise<unknown>][] = [
    ['setting up an app', (world, password) => beginTotp(world.deps)({ actor, password })],
    ['removing the app', (world, password) => removeTotp(world.deps)({ ...here, password })],
    ['making a passkey', (world, password) => beginPasskey(world.deps)({ actor, password })],
    ['removing a passkey', (world, password) => removePasskey(world.deps)({ ...here, id: 'key', password })],
    ['new recovery codes', (world, password) => renewRecoveryCodes(world.deps)({ actor, password })],
  ];

  it.each(attempts)('asks for the password again: %s', async (_what, attempt) => {
    const world = new IdentityWorld(ada).withPasskey('key');
    const refusal = { code: 'invalid', fields: { password: 'wrong_password' } };
    await expect(attempt(world, 'wrong')).rejects.toMatchObject(refusal);
    expect(world.passkeys).toHaveLength(1);
    expect(world.audit).toEqual([]);
  });

  it.each(attempts)('is closed to whoever guesses: %s', async (_what, attempt) => {
    const world = new IdentityWorld(ada).withPasskey('key');
    for (let n = 0; n < 10; n += 1) await attempt(world, 'wrong').catch(() => undefined);
    await expect(attempt(world, password)).rejects.toMatchObject({ code: 'rate_limited' });
  });
});

describe('a passkey', () => {
  it('is kept under the name its user gives it, for the ticket of its user alone', async () => {
    const world = new IdentityWorld(ada);
    const { ticket } = await beginPasskey(world.deps)({ actor, password });
    const made = { ticket, name: 'My laptop', answer: { id: 'key', response: {} } };
    const other = { actor: { ...actor, userId: 'eve' }, sessionId: 'hers' };
    await expect(addPasskey(world.deps)({ ...other, ...made })).rejects.toMatchObject({ code: 'too_late' });
    const again = await beginPasskey(world.deps)({ actor, password });
    const { recoveryCodes } = await addPasskey(world.deps)({ ...here, ...made, ticket: again.ticket });
    expect(recoveryCodes).toHaveLength(10);
    expect(world.passkeys).toMatchObject([{ id: 'key', name: 'My laptop', userId: 'ada' }]);
  });
});

describe('the own password', () => {
  const change = (world: IdentityWorld, current: string, next: string) =>
    changeOwnPassword(world.deps)({ ...here, current, next });

  it('ends the other sessions and renews this one', async () => {
    const world = new IdentityWorld(ada);
    world.opened.push({ id: 'this one' } as never, { id: 'another' } as never);
    await change(world, 'right', 'a much longer one');
    expect(world.announced).toEqual(['another revoked', 'this one moved']);
    expect(world.audit).toMatchObject([{ action: 'user:password_changed', after: { endedSessions: 1 } }]);
  });

  it.each([
    ['wrong', 'a much longer one', { current: 'wrong_password' }],
    ['right', 'short', { next: 'too_short' }],
    ['right', 'right', { next: 'same_as_before' }],
    ['right', 'ada@example.com', { next: 'names_you' }],
  ])('is refused with the reason: %s to %s', async (current, next, fields) => {
    const world = new IdentityWorld(ada);
    await expect(change(world, current, next)).rejects.toMatchObject({ code: 'invalid', fields });
    expect(world.audit).toEqual([]);
  });
});
