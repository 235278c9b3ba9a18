import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestBrowser } from '../support/identity/browser.ts';
import { PASSWORD } from '../support/product/company.ts';
import { startTestApi, type TestApi } from '../support/server/test-server.ts';

interface Listed {
  readonly id: string;
  readonly isCurrent: boolean;
  readonly browser: string | null;
}

const NEXT = 'a rather longer password';

describe('the own sessions', () => {
  let server: TestApi;
  beforeAll(async () => {
    server = await startTestApi();
  });
  afterAll(() => server.close());

  async function atTwoBrowsers() {
    const [user] = (await server.company.team()).agents;
    const [here, there] = [new TestBrowser(server.api), new TestBrowser(server.api)];
    there.userAgent = 'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36';
    await there.signIn(user);
    await here.signIn(user);
    return { user, here, there };
  }
  const listed = async (browser: TestBrowser) =>
    (await browser.ask('GET', '/api/me/sessions')).json<{ items: Listed[] }>().items;

  it('are listed with browser and address, the present one marked and first', async () => {
    const { here, there } = await atTwoBrowsers();
    expect(await listed(here)).toMatchObject([
      { isCurrent: true, browser: 'Firefox 145', system: 'Linux', address: '127.0.0.1' },
      { isCurrent: false, browser: 'Chrome 142', system: 'Windows', address: '127.0.0.1' },
    ]);
    expect((await listed(there))[0]).toMatchObject({ isCurrent: true, browser: 'Chrome 142' });
    const { body } = await here.ask('GET', '/api/me/sessions');
    for (const { token } of [here, there]) expect(body).not.toContain(token);
  });

  it('end one by one, others’ not at all', async () => {
    const [mine, hers] = [await atTwoBrowsers(), await atTwoBrowsers()];
    const [current, other] = await listed(mine.here);
    const [theirs] = await listed(hers.here);
    const end = async (id?: string) => (await mine.here.ask('DELETE', `/api/me/sessions/${id}`)).statusCode;
    expect([await end(theirs?.id), await end(current?.id), await end(other?.id)]).toEqual([404, 400, 204]);
    expect(await end(other?.id)).toBe(404);
    expect(await mine.there.isSignedIn()).toBe(false);
    expect(await mine.here.isSignedIn()).toBe(true);
    expect(await hers.here.isSignedIn()).toBe(true);
  });

  it('end everywhere else at once', async () => {
    const { here, there } = await atTwoBrowsers();
    expect((await here.ask('DELETE', '/api/me/sessions')).json()).toEqual({ count: 1 });
    expect(await listed(here)).toHaveLength(1);
    expect(await there.isSignedIn()).toBe(false);
    expect((await here.ask('DELETE', '/api/me/sessions')).json()).toEqual({ count: 0 });
  });

  it('end with a change of the password, but for the one it is done in, whose old token is worth nothing', async () => {
    const { user, here, there } = await atTwoBrowsers();
    const copied = new TestBrowser(server.api);
    for (const [name, value] of here.cookies) copied.cookies.set(name, value);
    const [before] = await listed(here);
    const changed = await here.ask('PUT', '/api/me/password', { current: PASSWORD, next: NEXT });
    expect(changed.statusCode).toBe(204);
    expect(await there.isSignedIn()).toBe(false);
    expect(await copied.isSignedIn()).toBe(false);
    // with the CSRF token it had: the other windows of this browser go on
    expect((await here.ask('PATCH', '/api/me', { locale: 'pl' })).statusCode).toBe(200);
    const [after] = await listed(here);
    expect(after).toMatchObject({
      ...before,
      id: expect.not.stringMatching(before?.id ?? ''),
      lastSeenAt: expect.any(String),
    });
    expect((await there.signIn(user)).statusCode).toBe(401);
    expect((await there.signIn(user, NEXT)).statusCode).toBe(201);
  });

  it('go on when the new password will not do, which is said field by field', async () => {
    const { here, there } = await atTwoBrowsers();
    const change = async (current: string, next: string) =>
      (await here.ask('PUT', '/api/me/password', { current, next })).json<{ fields: object }>().fields;
    expect(await change('wrong', NEXT)).toEqual({ current: 'wrong_password' });
    expect(await change(PASSWORD, 'short')).toEqual({ next: 'too_short' });
    expect(await change(PASSWORD, PASSWORD)).toEqual({ next: 'same_as_before' });
    expect(await there.isSignedIn()).toBe(true);
  });
});
