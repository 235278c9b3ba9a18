import { generateSync } from 'otplib';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestBrowser } from '../support/identity/browser.ts';
import { PASSWORD, type TestUser } from '../support/product/company.ts';
import { startTestApi, type TestApi } from '../support/server/test-server.ts';
import { eventually } from '../support/until.ts';

describe('a sign-in that waits for a change of the user’s ways in', () => {
  let server: TestApi;
  let other: pg.Client;
  let otherPid: number;
  beforeAll(async () => {
    server = await startTestApi();
    other = new pg.Client({ connectionString: server.config.databaseUrl });
    await other.connect();
    otherPid = (await other.query('SELECT pg_backend_pid() AS pid')).rows[0].pid;
  });
  afterAll(async () => {
    await other.end();
    await server.close();
  });

  const isWaiting = async () => {
    const { rows } = await server.app.pool.query(
      'SELECT FROM pg_locks WHERE NOT granted AND $1::int = ANY(pg_blocking_pids(pid))',
      [otherPid],
    );
    return rows.length > 0;
  };
  const sessionsOf = async ({ id }: TestUser) =>
    (await server.app.pool.query('SELECT FROM sessions WHERE user_id = $1', [id])).rows.length;

  it('with the old password opens no session', async () => {
    const [user] = (await server.company.team()).agents;
    await other.query('BEGIN');
    await other.query(`UPDATE users SET password_hash = 'another' WHERE id = $1`, [user.id]);
    const answer = new TestBrowser(server.api).signIn(user);
    await eventually(isWaiting, 'the sign-in waits for the change');
    await other.query('DELETE FROM sessions WHERE user_id = $1', [user.id]);
    await other.query('COMMIT');
    expect((await answer).statusCode).toBe(401);
    expect(await sessionsOf(user)).toBe(0);
  });

  it('with a second factor that is being removed opens no session', async () => {
    const [user] = (await server.company.team()).agents;
    const home = new TestBrowser(server.api);
    await home.signIn(user);
    const offer = await home.ask('POST', '/api/me/totp', { password: PASSWORD });
    const { secret } = offer.json<{ secret: string }>();
    await home.ask('PUT', '/api/me/totp', { code: generateSync({ secret }) });
    const browser = new TestBrowser(server.api);
    const { ticket } = (await browser.signIn(user)).json<{ ticket: string }>();
    await other.query('BEGIN');
    await other.query('SELECT FROM users WHERE id = $1 FOR NO KEY UPDATE', [user.id]);
    const code = generateSync({ secret, epoch: Date.now() / 1000 + 30 });
    const answer = browser.ask('POST', '/api/session/second-factor', { ticket, code });
    await eventually(isWaiting, 'the code was taken, and the session waits');
    for (const table of ['totp_secrets', 'recovery_codes', 'sessions']) {
      await other.query(`DELETE FROM ${table} WHERE user_id = $1`, [user.id]);
    }
    await other.query('COMMIT');
    expect((await answer).statusCode).toBe(401);
    expect(await sessionsOf(user)).toBe(0);
  });

  it('opens one when what was changed is no way in', async () => {
    const [user] = (await server.company.team()).agents;
    await other.query('BEGIN');
    await other.query(`UPDATE users SET locale = 'pl' WHERE id = $1`, [user.id]);
    const answer = new TestBrowser(server.api).signIn(user);
    await eventually(isWaiting, 'the sign-in waits for the change');
    await other.query('COMMIT');
    expect((await answer).statusCode).toBe(201);
  });
});
