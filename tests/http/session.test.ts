import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ABSOLUTE_LIMIT_MS, IDLE_LIMIT_MS } from '../../server/domain/access/session.ts';
import { PASSWORD, type TestUser } from '../support/product/company.ts';
import { startTestApi, type TestApi } from '../support/server/test-server.ts';

describe('signing in', () => {
  let server: TestApi;
  let now = new Date('2026-11-21T09:00:00Z');
  beforeAll(async () => {
    server = await startTestApi({ clock: { now: () => now } });
  });
  afterAll(() => server.close());

  const someone = async (): Promise<TestUser> => (await server.company.team()).agents[0];
  const signIn = (login: string, password: string, headers: Record<string, string> = {}) =>
    server.api.inject({ method: 'POST', url: '/api/session', payload: { login, password }, headers });
  const cookieOf = (answer: { cookies: { name: string; value: string }[] }) =>
    answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const whoIs = (cookie: string) => server.api.inject({ url: '/api/session', headers: { cookie } });

  it('opens a session that scripts cannot read and other sites cannot use', async () => {
    const user = await someone();
    const answer = await signIn(user.login.toUpperCase(), PASSWORD);
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toMatchObject({
      user: { id: user.id, role: 'manager' },
      csrfToken: expect.any(String),
      registrar: { host: '127.0.0.1', port: 5060 },
    });
    expect(answer.cookies[0]).toMatchObject({
      name: 'ringdesk_session',
      httpOnly: true,
      sameSite: 'Lax',
      path: '/',
    });
    expect(answer.body).not.toContain('argon2');
    expect((await whoIs(cookieOf(answer))).json()).toEqual(answer.json());
    const { rows } = await server.app.pool.query('SELECT id FROM sessions WHERE user_id = $1', [user.id]);
    expect(rows[0].id).not.toBe(answer.cookies[0]?.value);
  });

  it('marks the cookie Secure where the public address is https', async () => {
    const https = await startTestApi({ env: { PUBLIC_URL: 'https://desk.example' } });
    try {
      const { agents } = await https.company.team();
      const payload = { login: agents[0].login, password: PASSWORD };
      const answer = await https.api.inject({ method: 'POST', url: '/api/session', payload });
      expect(answer.cookies[0]).toMatchObject({ secure: true });
      expect(answer.headers['strict-transport-security']).toContain('max-age=31536000');
    } finally {
      await https.close();
    }
  });

  it('works by e-mail too', async () => {
    const user = await someone();
    expect((await signIn(`${user.login}@TEST.example`, PASSWORD)).statusCode).toBe(201);
  });

  it('takes what was typed as it was typed, and not as a pattern', async () => {
    const user = await someone();
    const email = `${user.login}@test.example`;
    for (const login of [
      '%',
      `${user.login}%`,
      `_${email.slice(1)}`,
      `%@test.example`,
      '%\\',
      `${email}\\`,
    ]) {
      const answer = await signIn(login, PASSWORD);
      expect([login, answer.statusCode]).toEqual([login, 401]);
    }
    await server.app.pool.query(`UPDATE users SET email = 'Odd_Name%' || email WHERE id = $1`, [user.id]);
    expect((await signIn(`odd_name%${email.toUpperCase()}`, PASSWORD)).statusCode).toBe(201);
    expect((await signIn(`oddXnameX${email}`, PASSWORD)).statusCode).toBe(401);
  });

  it('finds a login before an e-mail that reads the same', async () => {
    const [one, other] = [await someone(), await someone()];
    await server.app.pool.query('UPDATE users SET email = $2 WHERE id = $1', [
      other.id,
      one.login.toUpperCase(),
    ]);
    expect((await signIn(one.login, PASSWORD)).json()).toMatchObject({ user: { id: one.id } });
  });

  it('refuses a wrong password, an unknown user and one who may not work in the same words', async () => {
    const [known, dismissed] = [await someone(), await someone()];
    await server.app.pool.query(`UPDATE users SET status = 'dismissed' WHERE id = $1`, [dismissed.id]);
    const answers = await Promise.all([
      signIn(known.login, 'wrong'),
      signIn('nobody-of-that-name', 'wrong'),
      signIn(dismissed.login, PASSWORD),
    ]);
    const told = answers.map((answer) => ({ ...answer.json(), instance: '', cookies: answer.cookies }));
    expect(told[0]).toMatchObject({ status: 401, code: 'unauthenticated', cookies: [] });
    expect(told[1]).toEqual(told[0]);
    expect(told[2]).toEqual(told[0]);
  });

  it('slows down guessing, whether or not there is such a user', async () => {
    const user = await someone();
    for (const login of [user.login, 'nobody-at-all']) {
      const statuses: number[] = [];
      for (let guess = 0; guess < 12; guess += 1)
        statuses.push((await signIn(login, `guess ${guess}`)).statusCode);
      expect(statuses.slice(0, 10)).toEqual(Array(10).fill(401));
      expect(statuses.slice(10)).toEqual([429, 429]);
    }
    expect((await signIn(user.login, PASSWORD)).statusCode).toBe(429);
  });

  it('lets a whole office in from one address, whose guesses stay counted', async () => {
    const office = await startTestApi();
    try {
      const { agents } = await office.company.team();
      const attempt = async (login: string, password: string) => {
        const answer = await office.api.inject({
          method: 'POST',
          url: '/api/session',
          payload: { login, password },
        });
        return answer.statusCode;
      };
      for (let guess = 0; guess < 40; guess += 1) await attempt(`guess-${guess}`, 'x');
      for (let person = 0; person < 20; person += 1) {
        expect(await attempt(agents[0].login, PASSWORD)).toBe(201);
      }
      for (let guess = 40; guess < 50; guess += 1) expect(await attempt(`guess-${guess}`, 'x')).toBe(401);
      expect(await attempt('guess-50', 'x')).toBe(429);
      const keys = await office.app.redis.keys('*sign-in:*');
      const ends = await Promise.all(keys.map((key) => office.app.redis.ttl(key)));
      expect(Math.min(...ends)).toBeGreaterThan(0);
    } finally {
      await office.close();
    }
  });

  it('is refused from a page of another site', async () => {
    const user = await someone();
    const answer = await signIn(user.login, PASSWORD, {
      origin: 'https://evil.example',
      host: 'desk.example',
    });
    expect(answer.statusCode).toBe(403);
    const own = await signIn(user.login, PASSWORD, { origin: 'http://desk.lan:3000', host: 'desk.lan:3000' });
    expect(own.statusCode).toBe(201);
  });

  it('ends with the sign-out', async () => {
    const user = await someone();
    const answer = await signIn(user.login, PASSWORD);
    const cookie = cookieOf(answer);
    const headers = { cookie, 'x-csrf-token': answer.json().csrfToken };
    const out = await server.api.inject({ method: 'DELETE', url: '/api/session', headers });
    expect(out.statusCode).toBe(204);
    expect((await whoIs(cookie)).statusCode).toBe(401);
  });

  it('ends after half a day without a request, and a request in between keeps it', async () => {
    const cookie = cookieOf(await signIn((await someone()).login, PASSWORD));
    const begun = now;
    now = new Date(begun.getTime() + IDLE_LIMIT_MS - 1000);
    expect((await whoIs(cookie)).statusCode).toBe(200);
    now = new Date(now.getTime() + IDLE_LIMIT_MS - 1000);
    expect((await whoIs(cookie)).statusCode).toBe(200);
    now = new Date(now.getTime() + IDLE_LIMIT_MS);
    expect((await whoIs(cookie)).statusCode).toBe(401);
  });

  it('ends after a week however busy it was', async () => {
    const cookie = cookieOf(await signIn((await someone()).login, PASSWORD));
    const begun = now;
    const statuses: number[] = [];
    for (let at = begun.getTime(); at <= begun.getTime() + ABSOLUTE_LIMIT_MS; at += IDLE_LIMIT_MS / 2) {
      now = new Date(at);
      statuses.push((await whoIs(cookie)).statusCode);
    }
    expect(statuses.slice(0, -1).every((status) => status === 200)).toBe(true);
    expect(statuses.at(-1)).toBe(401);
  });

  it('ends at once for a user who is dismissed (A1)', async () => {
    const user = await someone();
    const cookie = cookieOf(await signIn(user.login, PASSWORD));
    await server.app.pool.query(`UPDATE users SET status = 'dismissed' WHERE id = $1`, [user.id]);
    expect((await whoIs(cookie)).statusCode).toBe(401);
  });

  it('lets users change their language and zone, and nothing else of themselves', async () => {
    const user = await someone();
    const answer = await signIn(user.login, PASSWORD);
    const headers = { cookie: cookieOf(answer), 'x-csrf-token': answer.json().csrfToken };
    const change = (payload: object) =>
      server.api.inject({ method: 'PATCH', url: '/api/me', payload, headers });
    expect((await change({ locale: 'pl', timeZone: 'Asia/Tokyo' })).json()).toMatchObject({
      locale: 'pl',
      timeZone: 'Asia/Tokyo',
    });
    expect((await change({ role: 'director' })).json().fields).toMatchObject({ role: 'unknown_field' });
    expect((await change({ timeZone: 'Mars/Olympus' })).json().fields).toEqual({
      timeZone: 'not_a_time_zone',
    });
  });

  it('writes no password, token, login or address to the log', async () => {
    const user = await someone();
    const answer = await signIn(user.login, PASSWORD);
    const log = server.log.join('');
    for (const secret of [
      PASSWORD,
      answer.cookies[0]!.value,
      answer.json().csrfToken,
      user.login,
      '127.0.0.1',
    ]) {
      expect(log).not.toContain(secret);
    }
  });
});
