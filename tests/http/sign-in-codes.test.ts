import { generateSync } from 'otplib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestBrowser } from '../support/identity/browser.ts';
import { PASSWORD, type TestUser } from '../support/product/company.ts';
import { startTestApi, type TestApi } from '../support/server/test-server.ts';

describe('signing in with an authenticator app', () => {
  let server: TestApi;
  let now = new Date('2026-11-21T09:00:00Z');
  beforeAll(async () => {
    server = await startTestApi({ clock: { now: () => now } });
  });
  afterAll(() => server.close());

  const codeOf = (secret: string, laterSeconds = 0): string =>
    generateSync({ secret, epoch: now.getTime() / 1000 + laterSeconds });
  const nextStep = (): void => void (now = new Date(now.getTime() + 30_000));

  /** Somebody with an app, signed in at the browser it was set up in. */
  async function withApp() {
    const [user] = (await server.company.team()).agents;
    const home = new TestBrowser(server.api);
    await home.signIn(user);
    const offer = await home.ask('POST', '/api/me/totp', { password: PASSWORD });
    const { secret, uri } = offer.json<{ secret: string; uri: string }>();
    const done = await home.ask('PUT', '/api/me/totp', { code: codeOf(secret) });
    nextStep();
    const { recoveryCodes } = done.json<{ recoveryCodes: string[] }>();
    return { user, home, secret, uri, recoveryCodes };
  }

  async function secondStep(user: TestUser) {
    const browser = new TestBrowser(server.api);
    const answer = await browser.signIn(user);
    expect(answer.statusCode).toBe(202);
    const { ticket, needs } = answer.json<{ ticket: string; needs: string[] }>();
    const prove = (proof: object) => browser.ask('POST', '/api/session/second-factor', { ticket, ...proof });
    return { browser, answer, needs, prove };
  }

  it('asks for a code after the password, and opens the session with it alone', async () => {
    const { user, secret, uri } = await withApp();
    expect(uri).toMatch(/^otpauth:\/\/totp\/Ringdesk:/);
    const { browser, answer, needs, prove } = await secondStep(user);
    expect(needs).toEqual(['totp', 'recovery_code']);
    expect(answer.cookies).toEqual([]);
    expect(await browser.isSignedIn()).toBe(false);
    const opened = await prove({ code: codeOf(secret) });
    expect([opened.statusCode, opened.json().user.id]).toEqual([201, user.id]);
    expect(await browser.isSignedIn()).toBe(true);
  });

  it('keeps the secret sealed, and the recovery codes hashed', async () => {
    const { user, secret, recoveryCodes } = await withApp();
    const { rows } = await server.app.pool.query<{ row: string }>(
      `SELECT t::text AS row FROM totp_secrets t WHERE user_id = $1
       UNION ALL SELECT r::text FROM recovery_codes r WHERE user_id = $1
       UNION ALL SELECT a::text FROM audit_entries a WHERE actor_id = $1`,
      [user.id],
    );
    const kept = rows.map(({ row }) => row).join('\n') + server.log.join('');
    for (const one of [secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replace('-', ''))]) {
      expect(kept).not.toContain(one);
    }
  });

  it('takes a code a step early or late, and no code twice', async () => {
    const { user, secret } = await withApp();
    now = new Date(now.getTime() + 300_000);
    const code = codeOf(secret, -30);
    expect((await (await secondStep(user)).prove({ code })).statusCode).toBe(201);
    const again = await (await secondStep(user)).prove({ code });
    const older = await (await secondStep(user)).prove({ code: codeOf(secret, -60) });
    expect([again.statusCode, older.statusCode]).toEqual([401, 401]);
    expect((await (await secondStep(user)).prove({ code: codeOf(secret, 30) })).statusCode).toBe(201);
  });

  it('lets of two who show the same code at once only one in', async () => {
    const { user, secret } = await withApp();
    const steps = await Promise.all([secondStep(user), secondStep(user)]);
    const answers = await Promise.all(steps.map(({ prove }) => prove({ code: codeOf(secret) })));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 401]);
  });

  it('takes each recovery code once, however it is typed, until there is a new set', async () => {
    const { user, home, recoveryCodes } = await withApp();
    const [first = '', second = ''] = recoveryCodes;
    const typed = first.replace('-', ' ').toLowerCase();
    expect((await (await secondStep(user)).prove({ recoveryCode: typed })).statusCode).toBe(201);
    expect((await (await secondStep(user)).prove({ recoveryCode: first })).statusCode).toBe(401);
    expect((await home.ask('GET', '/api/me/factors')).json()).toMatchObject({ recoveryCodesLeft: 9 });
    const renewed = await home.ask('POST', '/api/me/recovery-codes', { password: PASSWORD });
    const fresh = renewed.json<{ recoveryCodes: string[] }>().recoveryCodes;
    expect((await (await secondStep(user)).prove({ recoveryCode: second })).statusCode).toBe(401);
    expect((await (await secondStep(user)).prove({ recoveryCode: fresh[0] })).statusCode).toBe(201);
  });

  it('says the same of every wrong second factor', async () => {
    const { user } = await withApp();
    const proofs = [{ code: '000000' }, { code: 'letters' }, { recoveryCode: 'AAAAA-AAAAA' }];
    const told = [];
    for (const proof of proofs) {
      const answer = await (await secondStep(user)).prove(proof);
      told.push({ ...answer.json<object>(), instance: '' });
    }
    expect(told[0]).toMatchObject({ status: 401, code: 'unauthenticated' });
    expect(told).toEqual([told[0], told[0], told[0]]);
  });

  it('locks out whoever goes on guessing, with the right password too', async () => {
    const { user, secret } = await withApp();
    const { prove } = await secondStep(user);
    for (let guess = 0; guess < 5; guess += 1) await prove({ code: '000000' });
    expect((await prove({ code: codeOf(secret) })).statusCode).toBe(409);
    const next = await secondStep(user);
    const statuses: number[] = [];
    for (let guess = 0; guess < 4; guess += 1) {
      statuses.push((await next.prove({ code: '000000' })).statusCode);
    }
    expect(statuses).toEqual([401, 401, 401, 429]);
    expect((await new TestBrowser(server.api).signIn(user)).statusCode).toBe(429);
  });

  it('knows no ticket that is made up, and none of another browser’s password', async () => {
    const browser = new TestBrowser(server.api);
    const answer = await browser.ask('POST', '/api/session/second-factor', { ticket: 'x', code: '123456' });
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'too_late']);
  });

  it('asks for nothing more once the app is removed, which takes the password', async () => {
    const { user, home } = await withApp();
    const wrong = await home.ask('DELETE', '/api/me/totp', { password: 'wrong' });
    expect([wrong.statusCode, wrong.json().fields]).toEqual([400, { password: 'wrong_password' }]);
    expect((await home.ask('DELETE', '/api/me/totp', { password: PASSWORD })).statusCode).toBe(204);
    expect((await new TestBrowser(server.api).signIn(user)).statusCode).toBe(201);
    expect((await home.ask('GET', '/api/me/factors')).json()).toMatchObject({
      totpSince: null,
      recoveryCodesLeft: 0,
    });
  });

  it('is taken away by the Director from whoever lost it, and by nobody else', async () => {
    const { user, home } = await withApp();
    const url = `/api/users/${user.id}/factors`;
    expect((await home.ask('DELETE', url)).statusCode).toBe(403);
    const director = new TestBrowser(server.api);
    await director.signIn(server.company.director);
    expect((await director.ask('DELETE', url)).json()).toEqual({ count: 1 });
    expect((await director.ask('DELETE', url)).json()).toEqual({ count: 0 });
    expect(await home.isSignedIn()).toBe(false);
    expect((await new TestBrowser(server.api).signIn(user)).statusCode).toBe(201);
    const own = await director.ask('DELETE', `/api/users/${server.company.director.id}/factors`);
    expect(own.statusCode).toBe(409);
    const { rows } = await server.app.pool.query(
      `SELECT actor_name, after FROM audit_entries WHERE action = 'user:factor_removed' AND subject_id = $1`,
      [user.id],
    );
    expect(rows).toEqual([{ actor_name: server.company.director.name, after: { factor: 'all', count: 1 } }]);
  });

  it('tells the audit log who was stopped at the second step', async () => {
    const { user } = await withApp();
    await (await secondStep(user)).prove({ code: '000000' });
    await server.app.refusals.settle();
    const { rows } = await server.app.pool.query(
      `SELECT subject_name, address, after FROM audit_entries WHERE action = 'sign_in:refused' AND subject_id = $1`,
      [user.id],
    );
    expect(rows).toEqual([
      {
        subject_name: user.name,
        address: '127.0.0.1',
        after: { reason: 'wrong_second_factor', factor: 'totp' },
      },
    ]);
  });

  it('is on the audit log: who, from where, and by what', async () => {
    const { user, secret } = await withApp();
    await (await secondStep(user)).prove({ code: codeOf(secret) });
    const { rows } = await server.app.pool.query(
      `SELECT action, actor_name, address, after FROM audit_entries WHERE actor_id = $1 ORDER BY id`,
      [user.id],
    );
    expect(rows.map(({ action }: { action: string }) => action)).toEqual([
      'session:opened',
      'user:factor_added',
      'session:opened',
    ]);
    expect(rows.at(-1)).toMatchObject({
      actor_name: user.name,
      address: '127.0.0.1',
      after: { means: 'password_and_totp' },
    });
  });
});
