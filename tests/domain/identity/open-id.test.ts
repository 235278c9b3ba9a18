import { describe, expect, it } from 'vitest';
import { beginOpenId, finishOpenId } from '../../../server/domain/identity/sign-in-open-id.ts';
import { aUser } from '../../support/access/viewers.ts';
import { IdentityWorld } from '../../support/identity/world.ts';

const ada = aUser({ id: 'ada', login: 'ada', email: 'ada@example.com' });
const visit = { address: '192.0.2.1', userAgent: 'test' };
const adaThere = { issuer: 'https://elsewhere', subject: '17', verifiedEmail: 'ada@example.com' };

async function comeBack(world: IdentityWorld) {
  const { ticket } = await beginOpenId(world.deps)({ next: '/calls' });
  return finishOpenId(world.deps)({ ...visit, ticket, query: '' });
}

describe('signing in elsewhere', () => {
  it('links a user by the verified e-mail the first time, and by who it is there from then on', async () => {
    const world = new IdentityWorld(ada);
    world.person = adaThere;
    expect(await comeBack(world)).toMatchObject({ opened: { user: { id: 'ada' } }, next: '/calls' });
    expect(world.audit.map(({ action }) => action)).toEqual(['user:identity_linked', 'session:opened']);
    world.person = { ...adaThere, verifiedEmail: null };
    world.users[0] = { ...ada, email: 'changed@example.com' };
    expect(await comeBack(world)).toMatchObject({ opened: { user: { id: 'ada' } } });
  });

  it('makes nobody a user, and links by no address the provider has not verified', async () => {
    const world = new IdentityWorld(ada);
    for (const verifiedEmail of [null, 'stranger@example.com']) {
      world.person = { ...adaThere, verifiedEmail };
      expect(await comeBack(world)).toEqual({ refused: 'not_known' });
    }
    expect(world.identities.size).toBe(0);
  });

  it('does not take another person there for the same user', async () => {
    const world = new IdentityWorld(ada);
    world.person = adaThere;
    await comeBack(world);
    world.person = { ...adaThere, subject: '18' };
    expect(await comeBack(world)).toEqual({ refused: 'not_known' });
  });

  it('refuses whoever may not work, and links nothing', async () => {
    const world = new IdentityWorld({ ...ada, status: 'dismissed' });
    world.person = adaThere;
    expect(await comeBack(world)).toEqual({ refused: 'may_not_work' });
    expect(world.identities.size).toBe(0);
    expect(world.opened).toEqual([]);
  });

  it('links nobody whose address was taken back while it was being linked', async () => {
    const world = new IdentityWorld(ada);
    world.person = adaThere;
    const lock = world.deps.database.read.factors.lock;
    world.deps.database.read.factors.lock = async (userId) => {
      world.users[0] = { ...ada, email: 'given-back@example.com' };
      return lock(userId);
    };
    expect(await comeBack(world)).toEqual({ refused: 'not_known' });
    expect(world.identities.size).toBe(0);
  });

  it('opens nothing when the link is taken away just after it was followed', async () => {
    const world = new IdentityWorld(ada);
    world.person = adaThere;
    await comeBack(world);
    world.opened.length = 0;
    const { accounts } = world.deps.database.read;
    const { user } = accounts;
    accounts.user = async (userId) => {
      world.identities.clear();
      return user(userId);
    };
    expect(await comeBack(world)).toEqual({ refused: 'not_known' });
    expect(world.opened).toEqual([]);
  });

  it('asks for the second factor the user has set up here', async () => {
    const world = new IdentityWorld(ada).withApp();
    world.person = adaThere;
    expect(await comeBack(world)).toMatchObject({ secondStep: { needs: ['totp'] }, next: '/calls' });
  });

  it('lets nobody go on who has tried too often from one address', async () => {
    const world = new IdentityWorld(ada);
    world.triesAllowed = 3;
    world.person = { ...adaThere, verifiedEmail: null };
    const answers = [
      await comeBack(world),
      await comeBack(world),
      await comeBack(world),
      await comeBack(world),
    ];
    expect(answers.at(-2)).toEqual({ refused: 'not_known' });
    expect(answers.at(-1)).toEqual({ refused: 'rate_limited' });
  });

  it('says when it was called off, and when its time was over', async () => {
    const world = new IdentityWorld(ada);
    expect(await comeBack(world)).toEqual({ refused: 'cancelled' });
    const { ticket } = await beginOpenId(world.deps)({ next: '/' });
    const finish = () => finishOpenId(world.deps)({ ...visit, ticket, query: '' });
    await finish();
    expect(await finish()).toEqual({ refused: 'expired' });
  });
});
