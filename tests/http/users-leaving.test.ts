import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endCall } from '../../server/domain/calls/end-call.ts';
import type { UserCard } from '../../server/http/schemas/users.ts';
import { connectRedis } from '../../server/platform/redis.ts';
import { CUT_OFF_AGENTS_CHANNEL } from '../../server/realtime/rooms.ts';
import { PASSWORD, type Team, type TestUser } from '../support/product/company.ts';
import { type ApiClient, signedInAs } from '../support/server/api-client.ts';
import { eventually } from '../support/until.ts';
import { startTestApi, type TestApi } from '../support/server/test-server.ts';

const IN_AN_HOUR = () => new Date(Date.now() + 3_600_000);

describe('a user who leaves', () => {
  let server: TestApi;
  let team: Team;
  let leaver: TestUser;
  let director: ApiClient;
  beforeAll(async () => {
    server = await startTestApi();
    director = await signedInAs(server, { id: server.company.directorId });
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    team = await server.company.team({ agents: 2 });
    [leaver] = team.agents;
  });

  const rows = async <R = Record<string, unknown>>(sql: string, ...values: unknown[]): Promise<R[]> =>
    (await server.app.pool.query(sql, values)).rows as R[];
  const insert = async (table: string, row: Record<string, unknown>) => {
    const columns = Object.keys(row);
    const places = columns.map((_, index) => `$${index + 1}`).join(', ');
    await rows(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places})`, ...Object.values(row));
    return row['id'] as string;
  };
  const setStatus = (user: Pick<TestUser, 'id'>, status: string, by = director) =>
    by.send('PUT', `/api/users/${user.id}/status`, { status });
  const remove = (user: Pick<TestUser, 'id'>, by = director) => by.send('DELETE', `/api/users/${user.id}`);
  const registerPhone = (user: TestUser) =>
    server.app.database.read.agents.register(
      {
        id: randomUUID(),
        userId: user.id,
        contactUri: `sip:${user.login}@127.0.0.1:5070`,
        routeUri: 'sip:127.0.0.1:5070;transport=udp',
        transport: 'udp',
        userAgent: null,
        sipCallId: randomUUID(),
        cseq: 1,
        registeredAt: new Date(),
        expiresAt: IN_AN_HOUR(),
      },
      10,
    );
  const plan = (fields: Record<string, unknown>) =>
    insert('meetings', {
      id: randomUUID(),
      name: 'Promise',
      number: '+48601000001',
      number_received: '601000001',
      mode: 'automatic',
      from_at: IN_AN_HOUR(),
      to_at: new Date(IN_AN_HOUR().getTime() + 600_000),
      from_wall: '2026-11-21T14:30',
      to_wall: '2026-11-21T14:40',
      time_zone: 'UTC',
      project_id: team.projectId,
      author_id: leaver.id,
      created_at: new Date(),
      ...fields,
    });

  it.each(['inactive', 'ip_restricted', 'dismissed'])(
    'as %s is cut off at once: sessions, phones and windows, and no new call rings (A1)',
    async (status) => {
      const client = await signedInAs(server, leaver);
      await client.send('PUT', '/api/agent-state', { status: 'available' });
      expect(await registerPhone(leaver)).toBe(true);
      await insert('desk_windows', {
        id: randomUUID(),
        user_id: leaver.id,
        server_id: 'one',
        focused_at: new Date(),
        lease_until: IN_AN_HOUR(),
      });
      const answer = await setStatus(leaver, status);
      expect(answer.json()).toMatchObject({ status });
      expect((await client.get('/api/session')).statusCode).toBe(401);
      for (const table of ['sessions', 'registrations', 'desk_windows']) {
        expect(await rows(`SELECT FROM ${table} WHERE user_id = $1`, leaver.id)).toEqual([]);
      }
      expect(await rows('SELECT status FROM agent_states WHERE user_id = $1', leaver.id)).toEqual([
        { status: 'offline' },
      ]);
      expect(
        await rows(`SELECT before, after FROM audit_entries WHERE subject_id = $1`, leaver.id),
      ).toContainEqual({ before: { status: 'active' }, after: { status } });
    },
  );

  it('is told of to whoever rings a phone, when dismissed, deleted or without the eye on calls', async () => {
    const hints = connectRedis(server.config.redisUrl, 'subscriber', server.app.logger);
    let heard = 0;
    hints.on('message', () => (heard += 1));
    await hints.subscribe(CUT_OFF_AGENTS_CHANNEL);
    try {
      await setStatus(leaver, 'dismissed');
      await eventually(async () => heard === 1, 'the hint of the dismissal');
      await remove(leaver);
      await eventually(async () => heard === 2, 'the hint of the deletion');
      const [, colleague] = team.agents;
      await (await signedInAs(server, colleague!)).send('PUT', '/api/agent-state', { status: 'available' });
      const card: UserCard = (await director.get(`/api/users/${colleague!.id}`)).json();
      const { dataAccess, accountRoles, isChiefManager } = card;
      const labels = { channelId: null, branchId: null, departmentId: null, groupIds: [] };
      const marks = { readableSections: ['contacts'], changeableSections: [] };
      const wanted = { dataAccess, accountRoles, isChiefManager, ...labels, ...marks };
      const url = `/api/users/${colleague!.id}/access`;
      const answer = await director.send('PUT', url, wanted, { 'if-match': `"${card.version}"` });
      expect(answer.statusCode, answer.body).toBe(200);
      await eventually(async () => heard === 3, 'the hint of the lost eye');
    } finally {
      hints.disconnect();
    }
  });

  it('is not bound to a phone by a REGISTER that was under way', async () => {
    await setStatus(leaver, 'dismissed');
    expect(await registerPhone(leaver)).toBe(false);
  });

  it('is let in again when active, and a call under way has gone on to its end', async () => {
    await rows(
      `UPDATE agent_states SET status = 'on_call', call_id = $2 WHERE user_id = $1`,
      leaver.id,
      randomUUID(),
    );
    await setStatus(leaver, 'dismissed');
    expect(await rows('SELECT status, next_status FROM agent_states WHERE user_id = $1', leaver.id)).toEqual([
      { status: 'on_call', next_status: 'offline' },
    ]);
    await setStatus(leaver, 'active');
    const payload = { login: leaver.login, password: PASSWORD };
    expect((await server.api.inject({ method: 'POST', url: '/api/session', payload })).statusCode).toBe(201);
  });

  it('may be dismissed by the Head, but neither by a colleague nor may the Director be', async () => {
    const [head, colleague] = [
      await signedInAs(server, team.head),
      await signedInAs(server, team.agents[1]!),
    ];
    expect((await setStatus(leaver, 'dismissed', colleague)).statusCode).toBe(403);
    expect((await setStatus(team.head, 'dismissed', head)).statusCode).toBe(403);
    expect((await setStatus(leaver, 'dismissed', head)).statusCode).toBe(200);
    expect((await setStatus({ id: server.company.directorId }, 'dismissed')).json().fields).toEqual({
      status: 'the_director_stays',
    });
    expect((await setStatus(leaver, 'pending_activation')).statusCode).toBe(400);
  });

  it('when deleted gives everything to the responsible, in one step (A7)', async () => {
    const contact = await server.company.contact({
      firstName: 'Vera',
      lastName: 'Rubin',
      owner: leaver,
      tickets: ['Telescope'],
    });
    const organizationId = await insert('organizations', {
      id: randomUUID(),
      name: 'Observatory',
      owner_id: leaver.id,
    });
    const planned = await plan({
      user_id: leaver.id,
      status: 'reminding',
      next_action_at: IN_AN_HOUR(),
      reminded_at: new Date(),
    });
    const anybodys = await plan({ user_id: null, next_action_at: IN_AN_HOUR() });
    const held = await plan({ user_id: leaver.id, status: 'held' });
    const call = (status: string, fields = {}) =>
      insert('calls', {
        id: randomUUID(),
        direction: 'inbound',
        status,
        agent_id: leaver.id,
        number_received: '1',
        queued_at: new Date(),
        ...fields,
      });
    const over = { ended_at: new Date(), result: 'answered' };
    const [running, unwritten, written] = [
      await call('answered'),
      await call('ended', over),
      await call('ended', over),
    ];
    const wrapUp = { user_id: leaver.id, started_at: new Date() };
    await insert('wrap_ups', { call_id: unwritten, ...wrapUp });
    await insert('wrap_ups', { call_id: written, ...wrapUp, completed_at: new Date() });

    expect((await director.get(`/api/users/${leaver.id}/deletion`)).json()).toEqual({
      heir: { id: team.head.id, name: team.head.name },
      ledUsers: 0,
      contacts: 1,
      organizations: 1,
      tickets: 1,
      meetings: 2,
      runningCalls: 1,
    });
    expect((await remove(leaver)).statusCode).toBe(204);

    const heir = team.head.id;
    const owner = async (table: string, column: string, key: string, id: string) =>
      (await rows<{ owner: string }>(`SELECT ${column} AS owner FROM ${table} WHERE ${key} = $1`, id))[0]
        ?.owner;
    expect(await owner('contacts', 'owner_id', 'id', contact.id)).toBe(heir);
    expect(await owner('tickets', 'owner_id', 'contact_id', contact.id)).toBe(heir);
    expect(await owner('organizations', 'owner_id', 'id', organizationId)).toBe(heir);
    expect(await owner('meetings', 'user_id', 'id', planned)).toBe(heir);
    expect(await owner('meetings', 'author_id', 'id', anybodys)).toBe(heir);
    expect(await owner('meetings', 'user_id', 'id', held)).toBe(leaver.id);
    expect(await owner('calls', 'agent_id', 'id', running)).toBe(heir);
    expect(await owner('calls', 'agent_id', 'id', unwritten)).toBe(heir);
    expect(await owner('wrap_ups', 'user_id', 'call_id', unwritten)).toBe(heir);
    expect(await owner('calls', 'agent_id', 'id', written)).toBe(leaver.id);
    expect(await rows('SELECT status, revision, reminded_at FROM meetings WHERE id = $1', planned)).toEqual([
      { status: 'planned', revision: 2, reminded_at: null },
    ]);
    expect((await director.get(`/api/users/${leaver.id}`)).statusCode).toBe(404);
    expect((await remove(leaver)).statusCode).toBe(404);
    expect(
      await rows(
        "SELECT action, before, after FROM audit_entries WHERE subject_id = $1 AND outcome = 'done'",
        leaver.id,
      ),
    ).toEqual([
      {
        action: 'user:deleted',
        before: expect.objectContaining({ login: leaver.login, name: leaver.name }),
        after: expect.objectContaining({ heir: team.head.name, contacts: 1, meetings: 2 }),
      },
    ]);
  });

  it('in mid-call talks on; what comes of the call is the responsible’s to write up', async () => {
    const id = randomUUID();
    await insert('calls', {
      id,
      direction: 'inbound',
      status: 'answered',
      agent_id: leaver.id,
      project_id: team.projectId,
      number_received: '1',
      queued_at: new Date(),
      answered_at: new Date(),
    });
    await insert('call_legs', {
      id: randomUUID(),
      call_id: id,
      kind: 'agent',
      status: 'answered',
      user_id: leaver.id,
      started_at: new Date(),
    });
    await rows(`UPDATE agent_states SET status = 'on_call', call_id = $2 WHERE user_id = $1`, leaver.id, id);
    expect((await remove(leaver)).statusCode).toBe(204);
    expect(await rows('SELECT status FROM calls WHERE id = $1', id)).toEqual([{ status: 'answered' }]);

    const ending = { at: new Date(), hangupSide: 'contact', sipCode: null, reason: null } as const;
    expect(await endCall(server.app)({ callId: id, ...ending })).toEqual({ ended: true });
    expect(await rows('SELECT user_id FROM wrap_ups WHERE call_id = $1', id)).toEqual([
      { user_id: team.head.id },
    ]);
    const head = await signedInAs(server, team.head);
    const outcomeId = team.outcomes[0]!.id;
    const written = await head.send('POST', `/api/calls/${id}/wrap-up`, { outcomeId, note: 'It went well' });
    expect(written.statusCode, written.body).toBeLessThan(300);
  });

  it('whose promised call was near: it is looked at anew, for the responsible', async () => {
    const soon = new Date(Date.now() + 120_000);
    const id = await plan({
      user_id: leaver.id,
      from_at: soon,
      to_at: new Date(soon.getTime() + 600_000),
      next_action_at: soon,
    });
    await remove(leaver);
    const job = async () => (await server.app.redis.keys(`*meeting-${id}-r2-*`)).length > 0;
    await eventually(job, 'a job of the new revision');
  });

  it('who answers to nobody leaves everything to the Director', async () => {
    await rows('UPDATE users SET responsible_id = NULL WHERE id = $1', leaver.id);
    const contact = await server.company.contact({ firstName: 'Vera', lastName: 'Rubin', owner: leaver });
    const shown = await director.get(`/api/users/${leaver.id}/deletion`);
    expect(shown.json()).toMatchObject({ heir: { id: server.company.directorId }, contacts: 1 });
    expect((await remove(leaver)).statusCode).toBe(204);
    expect(await rows('SELECT owner_id FROM contacts WHERE id = $1', contact.id)).toEqual([
      { owner_id: server.company.directorId },
    ]);
  });

  it('with thousands of contacts leaves none behind', async () => {
    await rows(
      `INSERT INTO contacts (id, first_name, owner_id) SELECT gen_random_uuid(), 'No ' || n, $1
       FROM generate_series(1, 10001) n`,
      leaver.id,
    );
    expect((await remove(leaver)).statusCode).toBe(204);
    expect(await rows('SELECT count(*)::int FROM contacts WHERE owner_id = $1', team.head.id)).toEqual([
      { count: 10_001 },
    ]);
  });

  it('when deleted frees login, e-mail and extension, and signs in no more', async () => {
    await rows(`UPDATE users SET extension = '7001' WHERE id = $1`, leaver.id);
    await remove(leaver);
    const payload = { login: leaver.login, password: PASSWORD };
    expect((await server.api.inject({ method: 'POST', url: '/api/session', payload })).statusCode).toBe(401);
    const again = await director.send('POST', '/api/users', {
      name: 'Next One',
      login: leaver.login,
      email: `${leaver.login}@test.example`,
      extension: '7001',
      password: 'correct horse battery',
      role: 'manager',
      responsibleId: team.head.id,
    });
    expect(again.statusCode, again.body).toBe(201);
  });

  it('who led others leaves them to the Director; the Director never leaves', async () => {
    expect((await remove(team.head)).statusCode).toBe(204);
    const card: UserCard = (await director.get(`/api/users/${leaver.id}`)).json();
    expect(card.responsible?.id).toBe(server.company.directorId);
    expect((await remove({ id: server.company.directorId })).statusCode).toBe(403);
    expect((await remove(leaver, await signedInAs(server, team.agents[1]!))).statusCode).toBe(403);
  });

  it('is deleted once, together with the Head: whatever the order, the records end with somebody who is there', async () => {
    const contact = await server.company.contact({ firstName: 'Vera', lastName: 'Rubin', owner: leaver });
    const answers = await Promise.all([remove(leaver), remove(team.head), remove(leaver)]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([204, 204, 404]);
    expect(
      await rows(
        'SELECT u.deleted_at FROM contacts c JOIN users u ON u.id = c.owner_id WHERE c.id = $1',
        contact.id,
      ),
    ).toEqual([{ deleted_at: null }]);
  });

  it('gets no record any more, not even one written at the very moment of the deletion', async () => {
    const writing = await server.app.pool.connect();
    const id = randomUUID();
    const contact = `INSERT INTO contacts (id, first_name, owner_id) VALUES ($1, 'Late', $2)`;
    try {
      await writing.query('BEGIN');
      await writing.query(contact, [id, leaver.id]);
      const removing = remove(leaver);
      await writing.query('COMMIT');
      expect((await removing).statusCode).toBe(204);
    } finally {
      writing.release();
    }
    const later = randomUUID();
    await rows(contact, later, leaver.id);
    const owners = await rows('SELECT owner_id FROM contacts WHERE id = ANY($1::uuid[])', [id, later]);
    expect(owners).toEqual([{ owner_id: team.head.id }, { owner_id: team.head.id }]);
  });
});
