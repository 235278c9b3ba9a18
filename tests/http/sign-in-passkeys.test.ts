import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Authenticator } from '../support/identity/authenticator.ts';
import { TestBrowser } from '../support/identity/browser.ts';
import { PASSWORD } from '../support/product/company.ts';
import { startTestApi, type TestApi } from '../support/server/test-server.ts';

const ORIGIN = 'https://desk.example';

interface Ceremony {
  readonly ticket: string;
  readonly options: Readonly<Record<string, unknown>>;
}

describe('passkeys', () => {
  let server: TestApi;
  beforeAll(async () => {
    server = await startTestApi({ env: { PUBLIC_URL: ORIGIN } });
  });
  afterAll(() => server.close());

  async function someone() {
    const [user] = (await server.company.team()).agents;
    const home = new TestBrowser(server.api);
    await home.signIn(user);
    return { user, home };
  }

  async function register(home: TestBrowser, device: Authenticator, name = 'My laptop') {
    const begun = await home.ask('POST', '/api/me/passkeys/options', { password: PASSWORD });
    const { ticket, options } = begun.json<Ceremony>();
    return home.ask('POST', '/api/me/passkeys', { ticket, name, passkey: device.make(options) });
  }

  async function withPasskey() {
    const { user, home } = await someone();
    const device = new Authenticator(ORIGIN);
    expect((await register(home, device)).statusCode).toBe(201);
    return { user, home, device };
  }

  async function signInAlone(device: Authenticator, change: (passkey: object) => object = (same) => same) {
    const browser = new TestBrowser(server.api);
    const { ticket, options } = (await browser.ask('POST', '/api/session/passkey-options')).json<Ceremony>();
    const passkey = change(device.use(options));
    return {
      browser,
      options,
      answer: await browser.ask('POST', '/api/session/passkey', { ticket, passkey }),
    };
  }

  it('are made for this site, with finger, face or PIN, and bring recovery codes the first time', async () => {
    const { home } = await someone();
    const begun = await home.ask('POST', '/api/me/passkeys/options', { password: PASSWORD });
    expect(begun.json<Ceremony>().options).toMatchObject({
      rp: { id: 'desk.example', name: 'Ringdesk' },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    const first = await register(home, new Authenticator(ORIGIN), 'One');
    expect(first.json().recoveryCodes).toHaveLength(10);
    const second = await register(home, new Authenticator(ORIGIN), 'Two');
    expect(second.json().recoveryCodes).toBeNull();
    const { passkeys } = (await home.ask('GET', '/api/me/factors')).json<{ passkeys: { name: string }[] }>();
    expect(passkeys.map(({ name }) => name)).toEqual(['One', 'Two']);
  });

  it('open a session without login or password', async () => {
    const { user, device } = await withPasskey();
    const { browser, options, answer } = await signInAlone(device);
    expect(options).not.toHaveProperty('allowCredentials');
    expect([answer.statusCode, answer.json().user.id]).toEqual([201, user.id]);
    expect(await browser.isSignedIn()).toBe(true);
  });

  it('are asked for after the password, and do as the second step', async () => {
    const { user, device } = await withPasskey();
    const browser = new TestBrowser(server.api);
    const first = await browser.signIn(user);
    const { ticket, needs, passkey } = first.json<{ ticket: string; needs: string[]; passkey: object }>();
    expect(needs).toEqual(['passkey', 'recovery_code']);
    expect(passkey).toMatchObject({ rpId: 'desk.example', allowCredentials: [{ id: device.id }] });
    const proof = { ticket, passkey: device.use(passkey as Ceremony['options']) };
    expect((await browser.ask('POST', '/api/session/second-factor', proof)).statusCode).toBe(201);
  });

  it('of somebody else do not do as the second step', async () => {
    const [mine, hers] = [await withPasskey(), await withPasskey()];
    const browser = new TestBrowser(server.api);
    const { ticket, passkey } = (await browser.signIn(mine.user)).json<{ ticket: string; passkey: object }>();
    const proof = { ticket, passkey: hers.device.use(passkey as Ceremony['options']) };
    expect((await browser.ask('POST', '/api/session/second-factor', proof)).statusCode).toBe(401);
  });

  it.each<[string, (device: Authenticator) => void]>([
    ['a page of another site', (device) => void (device.origin = 'https://evil.example')],
    ['a device that asked for neither finger, face nor PIN', (device) => void (device.verifiesUser = false)],
  ])('are neither made nor used from %s', async (_what, spoil) => {
    const { home, device } = await withPasskey();
    const other = new Authenticator(ORIGIN);
    spoil(other);
    const refused = await register(home, other);
    expect([refused.statusCode, refused.json().fields]).toEqual([400, { passkey: 'invalid' }]);
    spoil(device);
    expect((await signInAlone(device)).answer.statusCode).toBe(401);
  });

  it('that were copied are found by their counter', async () => {
    const { device } = await withPasskey();
    device.counter = 5;
    expect((await signInAlone(device)).answer.statusCode).toBe(201);
    expect((await signInAlone(device)).answer.statusCode).toBe(401);
    device.counter = 4;
    expect((await signInAlone(device)).answer.statusCode).toBe(401);
    device.counter = 6;
    expect((await signInAlone(device)).answer.statusCode).toBe(201);
  });

  it('answer one challenge once', async () => {
    const { device } = await withPasskey();
    const browser = new TestBrowser(server.api);
    const { ticket, options } = (await browser.ask('POST', '/api/session/passkey-options')).json<Ceremony>();
    const body = { ticket, passkey: device.use(options) };
    expect((await browser.ask('POST', '/api/session/passkey', body)).statusCode).toBe(201);
    expect((await browser.ask('POST', '/api/session/passkey', body)).statusCode).toBe(409);
    const another = (await browser.ask('POST', '/api/session/passkey-options')).json<Ceremony>();
    const replayed = { ticket: another.ticket, passkey: body.passkey };
    expect((await browser.ask('POST', '/api/session/passkey', replayed)).statusCode).toBe(401);
  });

  it('nobody knows are refused in the words a wrong password is', async () => {
    const [{ answer }, wrong] = await Promise.all([
      signInAlone(new Authenticator(ORIGIN)),
      new TestBrowser(server.api).signIn({ login: 'nobody' }),
    ]);
    expect({ ...answer.json<object>(), instance: '' }).toEqual({ ...wrong.json<object>(), instance: '' });
  });

  it('let in nobody who was dismissed', async () => {
    const { user, device } = await withPasskey();
    await server.app.pool.query(`UPDATE users SET status = 'dismissed' WHERE id = $1`, [user.id]);
    expect((await signInAlone(device)).answer.statusCode).toBe(401);
  });

  it('are renamed and removed by their user alone, removal with the password', async () => {
    const { home, device } = await withPasskey();
    const { home: stranger } = await someone();
    const url = `/api/me/passkeys/${device.id}`;
    expect((await stranger.ask('PATCH', url, { name: 'Mine' })).statusCode).toBe(404);
    expect((await stranger.ask('DELETE', url, { password: PASSWORD })).statusCode).toBe(404);
    expect((await home.ask('PATCH', url, { name: 'Work phone' })).statusCode).toBe(204);
    expect((await home.ask('DELETE', url, { password: 'wrong' })).statusCode).toBe(400);
    expect((await home.ask('GET', '/api/me/factors')).json().passkeys).toMatchObject([
      { name: 'Work phone' },
    ]);
    expect((await home.ask('DELETE', url, { password: PASSWORD })).statusCode).toBe(204);
    expect((await signInAlone(device)).answer.statusCode).toBe(401);
  });

  it('are in the audit log under both names once they are renamed', async () => {
    const { user, home, device } = await withPasskey();
    const rename = (name: string) => home.ask('PATCH', `/api/me/passkeys/${device.id}`, { name });
    for (let n = 0; n < 2; n += 1) expect((await rename('Work phone')).statusCode).toBe(204);
    const { rows } = await server.app.pool.query(
      `SELECT actor_name, before, after FROM audit_entries WHERE action = 'user:factor_renamed' AND subject_id = $1`,
      [user.id],
    );
    expect(rows).toEqual([
      { actor_name: user.name, before: { name: 'My laptop' }, after: { name: 'Work phone' } },
    ]);
  });
});
