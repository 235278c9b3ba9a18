import { generateSync } from 'otplib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TestBrowser } from '../support/identity/browser.ts';
import { startProvider, type TestProvider } from '../support/identity/open-id-provider.ts';
import { PASSWORD, type TestUser } from '../support/product/company.ts';
import { signedInAs } from '../support/server/api-client.ts';
import { startTestApi, type TestApi } from '../support/server/test-server.ts';

const ORIGIN = 'https://desk.example';
const CALLBACK = `${ORIGIN}/api/oidc/callback`;

describe('signing in at an OpenID provider', () => {
  let server: TestApi;
  let provider: TestProvider;
  let subjects = 0;
  beforeAll(async () => {
    provider = await startProvider(CALLBACK);
    server = await startTestApi({
      env: {
        PUBLIC_URL: ORIGIN,
        OIDC_ISSUER: provider.issuer,
        OIDC_CLIENT_ID: provider.clientId,
        OIDC_CLIENT_SECRET: provider.clientSecret,
        OIDC_NAME: 'Company account',
      },
    });
  });
  afterAll(async () => {
    await server.close();
    await provider.close();
  });
  beforeEach(() => void (provider.person = null));

  const someone = async (): Promise<TestUser> => (await server.company.team()).agents[0];
  const thereAs = ({ login }: TestUser, isVerified = true) => {
    provider.person = { subject: `person-${(subjects += 1)}`, email: `${login}@TEST.example`, isVerified };
  };
  const start = async (browser: TestBrowser, next = '/calls') => {
    const answer = await browser.ask('GET', `/api/oidc/start?next=${encodeURIComponent(next)}`);
    return { answer, location: new URL(String(answer.headers.location), ORIGIN) };
  };
  const callBack = async (browser: TestBrowser, returned: URL) => {
    const answer = await browser.ask('GET', `${returned.pathname}${returned.search}`);
    expect(answer.statusCode).toBe(302);
    return String(answer.headers.location);
  };
  /** There and back. */
  const signIn = async (browser = new TestBrowser(server.api), next?: string) => {
    const { location } = await start(browser, next);
    return { browser, ledTo: await callBack(browser, await provider.visit(location.href)) };
  };

  it('is offered by name', async () => {
    const answer = await new TestBrowser(server.api).ask('GET', '/api/oidc');
    expect(answer.json()).toEqual({ isOn: true, name: 'Company account' });
  });

  it('is nowhere where nobody set it up', async () => {
    const without = await startTestApi();
    try {
      const browser = new TestBrowser(without.api);
      expect((await browser.ask('GET', '/api/oidc')).json()).toEqual({ isOn: false, name: null });
      for (const path of ['start', 'callback']) {
        expect((await browser.ask('GET', `/api/oidc/${path}`)).statusCode).toBe(404);
      }
    } finally {
      await without.close();
    }
  });

  it('asks with state, nonce and a code challenge, none of which is kept in the browser', async () => {
    const browser = new TestBrowser(server.api);
    const { answer, location } = await start(browser);
    const { searchParams } = location;
    expect(location.origin).toBe(provider.issuer);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      response_type: 'code',
      redirect_uri: CALLBACK,
      scope: 'openid email',
      code_challenge_method: 'S256',
    });
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(searchParams.get(name)).toMatch(/^[\w-]{43}$/);
      expect([...browser.cookies.values()].join()).not.toContain(searchParams.get(name));
    }
    expect(answer.cookies[0]).toMatchObject({
      name: 'ringdesk_open_id',
      httpOnly: true,
      secure: true,
      sameSite: 'Lax',
      path: '/api/oidc',
    });
  });

  it('opens a session for the user whose e-mail is verified there, and leads on', async () => {
    const user = await someone();
    thereAs(user);
    const { browser, ledTo } = await signIn();
    expect(ledTo).toBe('/calls');
    expect((await browser.ask('GET', '/api/session')).json()).toMatchObject({ user: { id: user.id } });
    expect(browser.cookies.has('ringdesk_open_id')).toBe(false);
  });

  it('knows the user by who it is there from then on, whatever the e-mail', async () => {
    const user = await someone();
    thereAs(user);
    await signIn();
    provider.person = { ...provider.person!, email: 'renamed@elsewhere.example', isVerified: false };
    const { browser } = await signIn();
    expect((await browser.ask('GET', '/api/session')).json()).toMatchObject({ user: { id: user.id } });
  });

  describe('links an account, and that link', () => {
    /** Somebody signed in elsewhere, and back here with the password. */
    async function linked() {
      const user = await someone();
      thereAs(user);
      const { browser: there } = await signIn();
      const home = new TestBrowser(server.api);
      await home.signIn(user);
      return { user, there, home, person: provider.person! };
    }
    const signsInElsewhere = async () => (await signIn()).ledTo !== '/sign-in?refused=not_known';
    const isLinked = async ({ id }: TestUser) =>
      (await server.app.pool.query('SELECT FROM oidc_identities WHERE user_id = $1', [id])).rows.length > 0;
    const unlinkings = async ({ id }: TestUser) =>
      (
        await server.app.pool.query(
          `SELECT actor_name, before FROM audit_entries WHERE subject_id = $1 AND action = 'user:identity_unlinked'`,
          [id],
        )
      ).rows;
    async function director() {
      const browser = new TestBrowser(server.api);
      await browser.signIn(server.company.director);
      return browser;
    }
    async function changeCard(user: TestUser, changes: object) {
      const client = await signedInAs(server, server.company.director);
      const url = `/api/users/${user.id}`;
      const { version } = (await client.get(url)).json();
      expect((await client.send('PATCH', url, changes, { 'if-match': `"${version}"` })).statusCode).toBe(200);
    }

    it('ends when somebody changes the e-mail, with the sessions it opened, whoever had the address', async () => {
      const user = await someone();
      const email = `${user.login}@test.example`;
      await changeCard(user, { email: `borrowed.${email}` });
      provider.person = {
        subject: `person-${(subjects += 1)}`,
        email: `borrowed.${email}`,
        isVerified: true,
      };
      const { browser } = await signIn();
      expect(await browser.isSignedIn()).toBe(true);
      await changeCard(user, { name: 'Same Address' });
      expect(await isLinked(user)).toBe(true);
      await changeCard(user, { email });
      expect([await browser.isSignedIn(), await signsInElsewhere()]).toEqual([false, false]);
      expect(await unlinkings(user)).toEqual([
        {
          actor_name: server.company.director.name,
          before: { issuer: provider.issuer, subject: provider.person.subject },
        },
      ]);
    });

    it('ends when somebody else sets the password', async () => {
      const { user, there } = await linked();
      await changeCard(user, { password: 'correct horse battery' });
      expect([await there.isSignedIn(), await isLinked(user)]).toEqual([false, false]);
      expect(await unlinkings(user)).toHaveLength(1);
    });

    it('ends with a change of the own password', async () => {
      const { user, home } = await linked();
      const body = { current: PASSWORD, next: 'correct horse battery' };
      expect((await home.ask('PUT', '/api/me/password', body)).statusCode).toBe(204);
      expect(await isLinked(user)).toBe(false);
      expect(await unlinkings(user)).toMatchObject([{ actor_name: user.name }]);
    });

    it('ends with the second factors that the Director takes away, also where there are none', async () => {
      const { user, there } = await linked();
      const answer = await (await director()).ask('DELETE', `/api/users/${user.id}/factors`);
      expect(answer.json()).toEqual({ count: 0 });
      expect([await there.isSignedIn(), await isLinked(user)]).toEqual([false, false]);
      expect(await unlinkings(user)).toHaveLength(1);
    });

    it('is shown to its user, who ends it with the password', async () => {
      const { user, home } = await linked();
      const factors = async () => (await home.ask('GET', '/api/me/factors')).json();
      expect((await factors()).identities).toEqual([
        { issuer: provider.issuer, linkedAt: expect.stringMatching(/^\d{4}-/) },
      ]);
      const end = (password: string) => home.ask('DELETE', '/api/me/identities', { password });
      expect((await end('wrong')).json().fields).toEqual({ password: 'wrong_password' });
      const before = home.token;
      expect((await end(PASSWORD)).statusCode).toBe(204);
      expect(home.token).not.toBe(before);
      expect([(await factors()).identities, await isLinked(user)]).toEqual([[], false]);
      expect((await end(PASSWORD)).statusCode).toBe(404);
      expect(await unlinkings(user)).toHaveLength(1);
    });
  });

  it.each<[string, (user: TestUser) => Promise<void> | void, string]>([
    ['whose e-mail nobody verified', (user) => thereAs(user, false), 'not_known'],
    ['nobody here knows', () => thereAs({ login: 'stranger' } as TestUser), 'not_known'],
    [
      'who was dismissed',
      async (user) => {
        thereAs(user);
        await server.app.pool.query(`UPDATE users SET status = 'dismissed' WHERE id = $1`, [user.id]);
      },
      'may_not_work',
    ],
    ['who called it off', () => undefined, 'cancelled'],
  ])('lets in nobody %s, and makes no user', async (_what, prepare, reason) => {
    const user = await someone();
    const count = async () => (await server.app.pool.query('SELECT count(*) FROM users')).rows[0];
    const before = await count();
    await prepare(user);
    const { browser, ledTo } = await signIn();
    expect(ledTo).toBe(`/sign-in?refused=${reason}`);
    expect(await browser.isSignedIn()).toBe(false);
    expect(await count()).toEqual(before);
  });

  it('does not let another person there become a user who is linked already', async () => {
    const user = await someone();
    thereAs(user);
    await signIn();
    thereAs(user);
    expect((await signIn()).ledTo).toBe('/sign-in?refused=not_known');
  });

  it('takes an answer only in the browser that asked, and once', async () => {
    thereAs(await someone());
    const [asked, other] = [new TestBrowser(server.api), new TestBrowser(server.api)];
    const { location } = await start(asked);
    const returned = await provider.visit(location.href);
    expect(await callBack(other, returned)).toBe('/sign-in?refused=expired');
    await start(other);
    const before = provider.tokenRequests;
    expect(await callBack(other, returned)).toBe('/sign-in?refused=failed');
    expect(provider.tokenRequests).toBe(before);
    expect(await other.isSignedIn()).toBe(false);
    const kept = asked.cookies.get('ringdesk_open_id') ?? '';
    expect(await callBack(asked, returned)).toBe('/calls');
    asked.cookies.set('ringdesk_open_id', kept);
    expect(await callBack(asked, returned)).toBe('/sign-in?refused=expired');
  });

  it('takes no answer that was changed on its way', async () => {
    const changes: readonly ((returned: URL) => void)[] = [
      ({ searchParams }) => searchParams.set('state', 'made-up'),
      ({ searchParams }) => searchParams.set('code', 'made-up'),
      ({ searchParams }) => searchParams.set('iss', 'https://evil.example'),
      ({ searchParams }) => searchParams.delete('code'),
    ];
    thereAs(await someone());
    for (const change of changes) {
      const browser = new TestBrowser(server.api);
      const { location } = await start(browser);
      const returned = await provider.visit(location.href);
      change(returned);
      expect(await callBack(browser, returned)).toBe('/sign-in?refused=failed');
      expect(await browser.isSignedIn()).toBe(false);
    }
  });

  it.each(['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/a\nb', ''])(
    'leads on to a page of our own, not to %j',
    async (next) => {
      thereAs(await someone());
      expect((await signIn(undefined, next)).ledTo).toBe('/');
    },
  );

  it('asks for the second step a user has set up here', async () => {
    const user = await someone();
    const home = new TestBrowser(server.api);
    await home.signIn(user);
    const { secret } = (await home.ask('POST', '/api/me/totp', { password: PASSWORD })).json<{
      secret: string;
    }>();
    await home.ask('PUT', '/api/me/totp', { code: generateSync({ secret }) });
    thereAs(user);
    const { browser, ledTo } = await signIn();
    const page = new URL(ledTo, ORIGIN);
    expect([page.pathname, page.searchParams.get('next')]).toEqual(['/sign-in', '/calls']);
    expect(await browser.isSignedIn()).toBe(false);
    const step = JSON.parse(Buffer.from(page.hash.replace('#step=', ''), 'base64url').toString()) as {
      ticket: string;
      needs: string[];
    };
    expect(step.needs).toEqual(['totp', 'recovery_code']);
    const code = generateSync({ secret, epoch: Date.now() / 1000 + 30 });
    const proof = { ticket: step.ticket, code };
    expect((await browser.ask('POST', '/api/session/second-factor', proof)).statusCode).toBe(201);
  });

  it('says when the provider is away', async () => {
    const gone = await startProvider(CALLBACK);
    const alone = await startTestApi({
      env: { PUBLIC_URL: ORIGIN, OIDC_ISSUER: gone.issuer, OIDC_CLIENT_ID: gone.clientId },
    });
    try {
      await gone.close();
      const answer = await new TestBrowser(alone.api).ask('GET', '/api/oidc/start');
      expect(answer.headers.location).toBe('/sign-in?refused=unavailable');
    } finally {
      await alone.close();
    }
  });

  it('is on the audit log: the link once, each sign-in, and who was not let in', async () => {
    const user = await someone();
    thereAs(user);
    await signIn();
    await signIn();
    const { rows } = await server.app.pool.query<{ action: string }>(
      'SELECT action FROM audit_entries WHERE actor_id = $1 ORDER BY id',
      [user.id],
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'user:identity_linked',
      'session:opened',
      'session:opened',
    ]);
    thereAs({ login: 'stranger' } as TestUser);
    await signIn();
    await server.app.refusals.settle();
    const refused = await server.app.pool.query<{ after: object }>(
      `SELECT after FROM audit_entries WHERE action = 'sign_in:refused' ORDER BY id DESC LIMIT 1`,
    );
    expect(refused.rows[0]?.after).toMatchObject({ reason: 'not_known' });
  });

  it('writes no code, token or secret to the log', async () => {
    thereAs(await someone());
    const browser = new TestBrowser(server.api);
    const { location } = await start(browser);
    const returned = await provider.visit(location.href);
    await callBack(browser, returned);
    const log = server.log.join('');
    for (const secret of [
      returned.searchParams.get('code'),
      location.searchParams.get('state'),
      provider.clientSecret,
    ]) {
      expect(log).not.toContain(secret);
    }
  });

  it('fills no audit log: a flood of refusals is listed up to a number, then counted', async () => {
    const before = await server.app.pool.query('SELECT coalesce(max(id), 0) AS id FROM audit_entries');
    const limits: string[] = [];
    for (let n = 0; n < 70; n += 1) {
      const browser = new TestBrowser(server.api);
      await start(browser);
      const ledTo = await callBack(browser, new URL(`${CALLBACK}?state=made-up-${n}`));
      limits.push(ledTo);
    }
    await server.app.refusals.settle();
    expect(limits.at(-1)).toBe('/sign-in?refused=rate_limited');
    const { rows } = await server.app.pool.query<{ action: string }>(
      'SELECT action FROM audit_entries WHERE id > $1 ORDER BY id',
      [before.rows[0].id],
    );
    expect(rows.length).toBeLessThanOrEqual(61);
    expect(rows.at(-1)).toEqual({ action: 'refusals:not_listed' });
  });
});
