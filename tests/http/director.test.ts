import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { activationToken } from '../../server/domain/access/activation-token.ts';
import type { UserCard } from '../../server/http/schemas/users.ts';
import { createSeals } from '../../server/platform/seals.ts';
import { PASSWORD, type Team, type TestUser } from '../support/product/company.ts';
import { type ApiClient, signedInAs } from '../support/server/api-client.ts';
import { startTestApi, type TestApi } from '../support/server/test-server.ts';

const NEW_PASSWORD = 'correct horse battery';

describe('the Director', () => {
  let server: TestApi;
  let team: Team;
  let director: ApiClient;
  let now = new Date('2026-11-21T09:00:00Z');
  let invited = 0;
  beforeAll(async () => {
    server = await startTestApi({ clock: { now: () => now } });
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    now = new Date();
    team = await server.company.team({ agents: 2 });
    director = await signedInAs(server, { id: await directorId() });
  });

  const rows = async <R = Record<string, unknown>>(sql: string, ...values: unknown[]): Promise<R[]> =>
    (await server.app.pool.query(sql, values)).rows as R[];
  const directorId = async () =>
    (await rows<{ id: string }>(`SELECT id FROM users WHERE role = 'director'`))[0]!.id;
  const card = async (id: string): Promise<UserCard> => (await director.get(`/api/users/${id}`)).json();
  const handOver = (to: Pick<TestUser, 'id'>, by = director, password = PASSWORD) =>
    by.send('POST', '/api/director-handover', { userId: to.id, password });
  const signIn = async (login: string, password: string) =>
    (await server.api.inject({ method: 'POST', url: '/api/session', payload: { login, password } }))
      .statusCode;

  describe('hands the role over', () => {
    it('in one step: there is one before and after it, and everybody answers to the new one (A8)', async () => {
      const old = await directorId();
      expect((await handOver(team.head, director, 'wrong')).json().fields).toEqual({
        password: 'wrong_password',
      });
      expect((await handOver(team.head)).statusCode).toBe(204);
      const next = await signedInAs(server, team.head);
      expect((await next.get('/api/session')).json().user.role).toBe('director');
      const people = await rows<{ id: string; role: string; responsible_id: string | null }>(
        'SELECT id, role, responsible_id FROM users',
      );
      expect(people.filter(({ role }) => role === 'director')).toEqual([
        { id: team.head.id, role: 'director', responsible_id: null },
      ]);
      expect(people.find(({ id }) => id === old)).toMatchObject({
        role: 'head',
        responsible_id: team.head.id,
      });
      expect(people.filter(({ responsible_id }) => responsible_id === old)).toEqual([]);
      expect((await director.get('/api/session')).json().user).toMatchObject({
        role: 'head',
        readableSections: expect.arrayContaining(['calls', 'analytics']),
      });
      expect((await director.get('/api/audit')).statusCode).toBe(403);
    });

    it('to a Manager too, whose limits and marks are gone', async () => {
      const [heir] = team.agents;
      await rows(`UPDATE users SET is_chief_manager = true, data_access = 'own' WHERE id = $1`, heir.id);
      expect((await handOver(heir)).statusCode).toBe(204);
      expect(
        await rows('SELECT role, is_chief_manager, data_access FROM users WHERE id = $1', heir.id),
      ).toEqual([{ role: 'director', is_chief_manager: false, data_access: 'team' }]);
    });

    it('once: of two at the same time one wins', async () => {
      const answers = await Promise.all([handOver(team.head), handOver(team.agents[0])]);
      expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([204, 403]);
      expect(await rows(`SELECT FROM users WHERE role = 'director'`)).toHaveLength(1);
    });

    it('to nobody who does not work, nor to oneself; and nobody else does it', async () => {
      await rows(`UPDATE users SET status = 'inactive' WHERE id = $1`, team.head.id);
      expect((await handOver(team.head)).statusCode).toBe(403);
      expect((await handOver({ id: await directorId() })).statusCode).toBe(403);
      expect((await handOver(team.agents[1]!, await signedInAs(server, team.agents[0]))).statusCode).toBe(
        403,
      );
    });
  });

  describe('looks as somebody', () => {
    it('reads everything as that user, changes nothing, and is oneself again', async () => {
      const [user] = team.agents;
      expect((await director.send('POST', '/api/preview', { userId: user.id })).statusCode).toBe(204);
      const session = (await director.get('/api/session')).json();
      expect(session).toMatchObject({
        user: { id: user.id, role: 'manager' },
        previewedBy: { id: await directorId() },
      });
      expect((await director.get('/api/users')).json().items.map(({ id }: UserCard) => id)).toEqual([
        user.id,
      ]);
      const refused = await director.send('PATCH', '/api/me', { locale: 'pl' });
      expect([refused.statusCode, refused.json().code]).toEqual([403, 'preview_is_read_only']);
      expect((await director.send('DELETE', '/api/preview')).statusCode).toBe(204);
      expect((await director.get('/api/session')).json()).toMatchObject({
        user: { role: 'director' },
        previewedBy: null,
      });
      expect(
        await rows(
          `SELECT action FROM audit_entries WHERE subject_id = $1 AND outcome = 'done' ORDER BY id`,
          user.id,
        ),
      ).toEqual([{ action: 'preview:started' }, { action: 'preview:ended' }]);
    });

    it('until that user is deleted; never as oneself, and nobody else does', async () => {
      const [user] = team.agents;
      await director.send('POST', '/api/preview', { userId: user.id });
      const other = await signedInAs(server, { id: await directorId() });
      expect((await other.send('DELETE', `/api/users/${user.id}`)).statusCode).toBe(204);
      expect((await director.get('/api/session')).json().user.role).toBe('director');
      expect((await director.send('POST', '/api/preview', { userId: await directorId() })).statusCode).toBe(
        403,
      );
      const head = await signedInAs(server, team.head);
      expect((await head.send('POST', '/api/preview', { userId: team.agents[1]!.id })).statusCode).toBe(403);
    });
  });

  describe('invites', () => {
    const invite = async (body = {}) => {
      invited += 1;
      const answer = await director.send('POST', '/api/users', {
        name: 'Nina Nowak',
        email: `invited${invited}@test.example`,
        extension: String(6000 + invited),
        role: 'manager',
        responsibleId: team.head.id,
        isInvited: true,
        locale: 'pl',
        ...body,
      });
      expect(answer.statusCode, answer.body).toBe(201);
      return answer.json() as UserCard;
    };
    const links = async (user: UserCard): Promise<string[]> => {
      const found = await rows<{ id: string }>(
        'SELECT id FROM activations WHERE user_id = $1 ORDER BY created_at, id',
        user.id,
      );
      return found.map(({ id }) => activationToken(createSeals(server.config.secretKey), id));
    };
    const show = (token: string) => server.api.inject(`/api/activation?token=${token}`);
    const follow = (payload: object) =>
      server.api.inject({ method: 'POST', url: '/api/activation', payload });

    it('somebody who works once the link is followed, with a password of one’s own (A1, A4)', async () => {
      const user = await invite();
      expect(user.status).toBe('pending_activation');
      expect(
        await rows('SELECT kind, to_address, locale FROM outgoing_mails WHERE to_address = $1', user.email),
      ).toEqual([{ kind: 'activation', to_address: user.email, locale: 'pl' }]);
      const [token] = await links(user);
      expect((await show(token!)).json()).toEqual({
        name: 'Nina Nowak',
        login: user.login,
        needsPassword: true,
      });
      expect((await follow({ token })).json().fields).toEqual({ password: 'required' });
      expect((await follow({ token, password: 'short' })).json().fields).toEqual({ password: 'too_short' });
      expect(
        (await director.send('PUT', `/api/users/${user.id}/status`, { status: 'active' })).json().fields,
      ).toEqual({
        status: 'not_activated',
      });
      expect((await follow({ token, password: NEW_PASSWORD })).statusCode).toBe(204);
      expect(await signIn(user.login, NEW_PASSWORD)).toBe(201);
      expect((await card(user.id)).status).toBe('active');
      expect([
        (await follow({ token, password: NEW_PASSWORD })).statusCode,
        (await show(token!)).statusCode,
      ]).toEqual([404, 404]);
    });

    it('somebody with a password, which works only after the link', async () => {
      const user = await invite({ password: NEW_PASSWORD });
      expect(await signIn(user.login, NEW_PASSWORD)).toBe(401);
      const [token] = await links(user);
      expect((await show(token!)).json().needsPassword).toBe(false);
      expect((await follow({ token })).statusCode).toBe(204);
      expect(await signIn(user.login, NEW_PASSWORD)).toBe(201);
    });

    it('somebody at another address when the first was wrong: the link sent there leads nowhere any more', async () => {
      const user = await invite();
      const change = async (changes: object) => {
        now = new Date(now.getTime() + 1000);
        const { version } = await card(user.id);
        const etag = { 'if-match': `"${version}"` };
        expect((await director.send('PATCH', `/api/users/${user.id}`, changes, etag)).statusCode).toBe(200);
      };
      await change({ name: 'Nina Nowa' });
      const [wrong, ...others] = await links(user);
      expect(others).toEqual([]);
      const email = `right.${user.email}`;
      await change({ email });
      const [, right] = await links(user);
      expect([(await show(wrong!)).statusCode, (await show(right!)).statusCode]).toEqual([404, 200]);
      expect((await follow({ token: wrong, password: NEW_PASSWORD })).statusCode).toBe(404);
      expect(await rows('SELECT kind FROM outgoing_mails WHERE to_address = $1', email)).toHaveLength(1);
      expect(
        await rows(
          `SELECT action, after FROM audit_entries WHERE subject_id = $1 AND outcome = 'done'
           ORDER BY id DESC LIMIT 1`,
          user.id,
        ),
      ).toEqual([{ action: 'user:invited', after: { email } }]);
      const status = (to: string) => director.send('PUT', `/api/users/${user.id}/status`, { status: to });
      await status('inactive');
      await change({ email: user.email });
      await status('pending_activation');
      expect([(await show(right!)).statusCode, (await links(user)).length]).toEqual([404, 2]);
    });

    it('once more: the earlier link leads nowhere then, nor does one that is a week old or made up', async () => {
      const user = await invite();
      now = new Date(now.getTime() + 1000);
      expect((await director.send('POST', `/api/users/${user.id}/invitation`)).statusCode).toBe(204);
      const [first, second] = await links(user);
      expect([(await show(first!)).statusCode, (await show(second!)).statusCode]).toEqual([404, 200]);
      expect((await show(`${second!.split('.')[0]}.forged`)).statusCode).toBe(404);
      now = new Date(now.getTime() + 7 * 86_400_000);
      expect((await show(second!)).statusCode).toBe(404);
    });

    it('nobody any more who was dismissed before following the link, nor one who works already', async () => {
      const user = await invite();
      const [token] = await links(user);
      await director.send('PUT', `/api/users/${user.id}/status`, { status: 'dismissed' });
      expect((await follow({ token, password: NEW_PASSWORD })).statusCode).toBe(404);
      expect((await director.send('POST', `/api/users/${team.head.id}/invitation`)).statusCode).toBe(409);
    });

    it('one whose link is followed twice at the same time, once', async () => {
      const user = await invite();
      const [token] = await links(user);
      const answers = await Promise.all([1, 2].map(() => follow({ token, password: NEW_PASSWORD })));
      expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([204, 404]);
    });

    it('and whoever guesses links is made to wait', async () => {
      const guesses = await Promise.all(Array.from({ length: 31 }, () => show('guess')));
      expect(guesses.filter(({ statusCode }) => statusCode === 429).length).toBeGreaterThan(0);
    });
  });
});
