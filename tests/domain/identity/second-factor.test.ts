import { describe, expect, it } from 'vitest';
import { TRIES_A_TICKET } from '../../../server/domain/identity/after-first-step.ts';
import {
  type SecondProof,
  signInSecondFactor,
} from '../../../server/domain/identity/sign-in-second-factor.ts';
import { signInPasskey, beginPasskeySignIn } from '../../../server/domain/identity/sign-in-passkey.ts';
import { aUser } from '../../support/access/viewers.ts';
import { IdentityWorld } from '../../support/identity/world.ts';

const ada = aUser({ id: 'ada', login: 'ada' });
const visit = { address: '192.0.2.1', userAgent: 'test' };
const WRONG: SecondProof = { kind: 'totp', code: 'another' };

async function secondStep(world: IdentityWorld) {
  const answer = await world.signIn();
  if (!('secondStep' in answer)) throw new Error('no second step');
  return answer.secondStep;
}

const prove = (world: IdentityWorld, ticket: string, proof: SecondProof) =>
  signInSecondFactor(world.deps)({ ...visit, ticket, proof });

describe('the second step of a sign-in', () => {
  it('is asked for once there is an app or a passkey, and names what will do', async () => {
    expect((await secondStep(new IdentityWorld(ada).withApp())).needs).toEqual(['totp']);
    const both = new IdentityWorld(ada).withApp().withPasskey('key').withRecoveryCode('abc');
    expect((await secondStep(both)).needs).toEqual(['passkey', 'totp', 'recovery_code']);
    expect(both.opened).toEqual([]);
  });

  it('is not asked for because of recovery codes or an app that was never confirmed', async () => {
    const world = new IdentityWorld(ada).withApp().withRecoveryCode('abc');
    world.totp = { ...world.totp!, confirmedAt: null };
    expect(await world.signIn()).toHaveProperty('opened');
  });

  it.each<[string, (world: IdentityWorld) => SecondProof]>([
    ['totp', (world) => ({ kind: 'totp', code: world.code() })],
    ['recovery_code', () => ({ kind: 'recovery_code', code: 'ab c-d' })],
    ['passkey', () => ({ kind: 'passkey', answer: { id: 'key', response: { counter: 8 } } })],
  ])('opens the session for a right proof: %s', async (kind, proof) => {
    const world = new IdentityWorld(ada).withApp().withPasskey('key', 7).withRecoveryCode('ABCD');
    const { ticket } = await secondStep(world);
    await prove(world, ticket, proof(world));
    expect(world.opened).toHaveLength(1);
    expect(world.audit.at(-1)).toMatchObject({ after: { means: `password_and_${kind}` } });
    expect(world.tries).toEqual(new Map());
  });

  it.each<[string, SecondProof]>([
    ['a code that is none', WRONG],
    ['a recovery code that is none', { kind: 'recovery_code', code: 'nope' }],
    ['a passkey that is nobody’s', { kind: 'passkey', answer: { id: 'other', response: {} } }],
    ['a passkey that counts backwards', { kind: 'passkey', answer: { id: 'key', response: { counter: 7 } } }],
  ])('says the same of whatever is wrong: %s', async (_what, proof) => {
    const world = new IdentityWorld(ada).withApp().withPasskey('key', 7).withRecoveryCode('ABCD');
    const { ticket } = await secondStep(world);
    await expect(prove(world, ticket, proof)).rejects.toMatchObject({ code: 'unauthenticated', fields: {} });
    expect(world.opened).toEqual([]);
  });

  it('takes no code twice, not even with another ticket', async () => {
    const world = new IdentityWorld(ada).withApp();
    const [one, other] = [await secondStep(world), await secondStep(world)];
    const proof: SecondProof = { kind: 'totp', code: world.code() };
    await prove(world, one.ticket, proof);
    await expect(prove(world, other.ticket, proof)).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('takes no recovery code twice', async () => {
    const world = new IdentityWorld(ada).withApp().withRecoveryCode('ABCD');
    const proof: SecondProof = { kind: 'recovery_code', code: 'ABCD' };
    await prove(world, (await secondStep(world)).ticket, proof);
    const again = await secondStep(world);
    expect(again.needs).toEqual(['totp']);
    await expect(prove(world, again.ticket, proof)).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('gives a ticket a few tries and then none, right or wrong', async () => {
    const world = new IdentityWorld(ada).withApp();
    const { ticket } = await secondStep(world);
    for (let n = 0; n < TRIES_A_TICKET; n += 1) {
      await expect(prove(world, ticket, WRONG)).rejects.toMatchObject({ code: 'unauthenticated' });
    }
    const right: SecondProof = { kind: 'totp', code: world.code() };
    await expect(prove(world, ticket, right)).rejects.toMatchObject({ code: 'too_late' });
  });

  it('lets a ticket end after some minutes, however many tries it had', async () => {
    const world = new IdentityWorld(ada).withApp();
    const { ticket } = await secondStep(world);
    world.now = new Date(world.now.getTime() + 4 * 60_000);
    await expect(prove(world, ticket, WRONG)).rejects.toMatchObject({ code: 'unauthenticated' });
    world.now = new Date(world.now.getTime() + 60_000);
    await expect(prove(world, ticket, WRONG)).rejects.toMatchObject({ code: 'too_late' });
  });

  it('lets of two at once with one ticket only one try', async () => {
    const world = new IdentityWorld(ada).withApp();
    const { ticket } = await secondStep(world);
    const right: SecondProof = { kind: 'totp', code: world.code() };
    const answers = await Promise.allSettled([prove(world, ticket, right), prove(world, ticket, right)]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('counts wrong proofs like wrong passwords: the lock-out is one', async () => {
    const world = new IdentityWorld(ada).withApp();
    for (let n = 0; n < 5; n += 1) {
      const { ticket } = await secondStep(world);
      await prove(world, ticket, WRONG).catch(() => undefined);
    }
    await expect(world.signIn()).rejects.toMatchObject({ code: 'rate_limited' });
  });

  it.each<[string, (world: IdentityWorld) => void]>([
    ['the password', (world) => void (world.passwordHash = 'hash of another')],
    ['the app', (world) => void (world.totp = { ...world.totp!, sealed: 'another' })],
    ['a passkey', (world) => void world.withPasskey('another')],
    ['the link elsewhere', (world) => void world.identities.set('https://elsewhere 17', 'ada')],
  ])('is over once %s was changed: a ticket from before opens nothing', async (_what, change) => {
    const world = new IdentityWorld(ada).withApp().withRecoveryCode('ABCD');
    const { ticket } = await secondStep(world);
    change(world);
    const proof: SecondProof = { kind: 'recovery_code', code: 'ABCD' };
    await expect(prove(world, ticket, proof)).rejects.toMatchObject({ code: 'too_late' });
    expect(world.opened).toEqual([]);
    expect(world.recoveryCodes).toHaveLength(1);
  });

  it('opens nothing with an app that is taken away just after its code was', async () => {
    const world = new IdentityWorld(ada).withApp();
    const { ticket } = await secondStep(world);
    const right: SecondProof = { kind: 'totp', code: world.code() };
    world.meanwhile = () => void (world.totp = null);
    await expect(prove(world, ticket, right)).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(world.opened).toEqual([]);
  });

  it('refuses a user who was dismissed between the steps', async () => {
    const world = new IdentityWorld(ada).withApp();
    const { ticket } = await secondStep(world);
    world.users[0] = { ...ada, status: 'dismissed' };
    const right: SecondProof = { kind: 'totp', code: world.code() };
    await expect(prove(world, ticket, right)).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(world.opened).toEqual([]);
  });
});

describe('a passkey alone', () => {
  const attempt = async (world: IdentityWorld, counter: number) => {
    const { ticket } = await beginPasskeySignIn(world.deps)();
    return signInPasskey(world.deps)({ ...visit, ticket, answer: { id: 'key', response: { counter } } });
  };

  it('signs in without password or second step', async () => {
    const world = new IdentityWorld(ada).withApp().withPasskey('key');
    expect((await attempt(world, 0)).user.id).toBe('ada');
    expect(world.audit.at(-1)).toMatchObject({ after: { means: 'passkey' } });
  });

  it('is refused when its counter stands still: there are two of it', async () => {
    const world = new IdentityWorld(ada).withPasskey('key', 3);
    await attempt(world, 4);
    await expect(attempt(world, 4)).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('opens nothing when it is taken away just after it was used', async () => {
    const world = new IdentityWorld(ada).withPasskey('key');
    world.meanwhile = () => void (world.passkeys = []);
    await expect(attempt(world, 0)).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(world.opened).toEqual([]);
  });

  it('lets in nobody who may not work', async () => {
    const world = new IdentityWorld({ ...ada, status: 'inactive' }).withPasskey('key');
    await expect(attempt(world, 0)).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});
