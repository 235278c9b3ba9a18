import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewMeeting } from '../../server/http/schemas/meetings.ts';
import type { Team, TestContact, TestUser } from '../support/product/company.ts';
import { type ApiClient, signedInAs } from '../support/server/api-client.ts';
import { startTestApi, type TestApi } from '../support/server/test-server.ts';

describe('promised calls over HTTP', () => {
  let now = new Date('2026-06-15T07:00:00Z');
  let server: TestApi;
  let team: Team;
  let me: TestUser;
  let contact: TestContact;
  let client: ApiClient;
  beforeAll(async () => {
    server = await startTestApi({ clock: { now: () => now } });
    team = await server.company.team({ agents: 2 });
    me = team.agents[0];
    contact = await server.company.contact({ firstName: 'Irena', lastName: 'Obiecana', owner: me });
    client = await signedInAs(server, me);
  });
  afterAll(() => server.close());

  const body = (changes: Partial<NewMeeting> = {}): NewMeeting => ({
    name: 'Explain the offer',
    number: '600 100 200',
    mode: 'manual',
    fromWall: '2026-06-15T12:00',
    toWall: '2026-06-15T12:30',
    timeZone: 'Europe/Warsaw',
    projectId: team.projectId,
    userId: me.id,
    contactId: contact.id,
    confirmed: ['overlaps_meeting'],
    ...changes,
  });
  const promise = (changes: Partial<NewMeeting> = {}, headers: Record<string, string> = {}) =>
    client.send('POST', '/api/meetings', body(changes), headers);

  it('promises a call, and shows it with its revision as the ETag', async () => {
    const made = await promise();
    expect(made.statusCode).toBe(201);
    expect(made.json()).toMatchObject({
      number: '+48600100200',
      fromAt: '2026-06-15T10:00:00.000Z',
      fromWall: '2026-06-15T12:00',
      status: 'planned',
      contactName: 'Irena Obiecana',
      userName: me.name,
    });
    const shown = await client.get(String(made.headers.location));
    expect(shown.json()).toEqual(made.json());
    expect(shown.headers.etag).toBe('"1"');
  });

  it('names every missing field', async () => {
    const refused = await client.send('POST', '/api/meetings', {});
    expect(refused.statusCode).toBe(400);
    const required = ['name', 'number', 'mode', 'fromWall', 'toWall', 'projectId'];
    expect(refused.json().fields).toMatchObject(
      Object.fromEntries(required.map((field) => [field, 'required'])),
    );
  });

  it('asks where a person has to decide', async () => {
    await promise();
    const asked = await promise({ confirmed: [] });
    expect(asked.statusCode).toBe(409);
    expect(asked.json()).toMatchObject({
      code: 'needs_confirmation',
      fields: { userId: 'overlaps_meeting' },
    });
    const twice = { fromWall: '2026-10-25T02:15', toWall: '2026-10-25T04:00' };
    expect((await promise(twice)).json()).toMatchObject({ fields: { fromWall: 'local_time_twice' } });
    expect((await promise({ ...twice, fromChoice: 'later' })).json()).toMatchObject({
      fromAt: '2026-10-25T01:15:00.000Z',
    });
  });

  it('promises once, however often the same key comes', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all([promise({}, key), promise({}, key), promise({}, key)]);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201, 201]);
    expect(new Set(answers.map((answer) => answer.json().id)).size).toBe(1);
  });

  it('asked for again with the key shows the promise as it would be shown now, or not at all (A14, A40)', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const { id } = (await promise({}, key)).json();
    await client.send('POST', `/api/meetings/${id}/cancel`, { reason: 'ill' });
    expect((await promise({}, key)).json()).toMatchObject({ id, status: 'cancelled' });
    const branchId = randomUUID();
    const { pool } = server.app;
    await pool.query('INSERT INTO branches (id, name) VALUES ($1, $2)', [branchId, `B ${branchId}`]);
    await pool.query('UPDATE users SET branch_id = $2 WHERE id = $1', [me.id, branchId]);
    const again = await promise({}, key);
    const nobody = await client.get(`/api/meetings/${randomUUID()}`);
    await pool.query('UPDATE users SET branch_id = NULL WHERE id = $1', [me.id]);
    expect({ ...again.json(), instance: '' }).toEqual({ ...nobody.json(), instance: '' });
  });

  it('changes on the revision that was seen, and on no other', async () => {
    const { id } = (await promise()).json();
    const change = (etag: string | null, payload: object) =>
      client.send('PATCH', `/api/meetings/${id}`, payload, etag === null ? {} : { 'if-match': etag });
    expect((await change(null, { name: 'New' })).statusCode).toBe(428);
    const changed = await change('"1"', { information: 'speaks French', contactId: null });
    expect(changed.json()).toMatchObject({ information: 'speaks French', contactId: null, revision: 2 });
    expect(changed.headers.etag).toBe('"2"');
    expect((await change('"1"', { name: 'Newer' })).json()).toMatchObject({ status: 409, code: 'conflict' });
    expect((await change('"2"', { nonsense: 1 })).statusCode).toBe(400);
  });

  it('lists by time, person and status, page by page', async () => {
    const day = { fromWall: '2026-07-01T10:00', toWall: '2026-07-01T10:30' };
    const ids = [];
    for (let count = 0; count < 3; count += 1) ids.push((await promise(day)).json().id);
    const query = 'from=2026-07-01T00:00:00Z&to=2026-07-02T00:00:00Z&mine=true&status=planned&limit=2';
    const first = (await client.get(`/api/meetings?${query}`)).json();
    const second = (await client.get(`/api/meetings?${query}&cursor=${first.nextCursor}`)).json();
    expect([...first.items, ...second.items].map(({ id }) => id).sort()).toEqual(ids.sort());
    expect(second.nextCursor).toBeNull();
    expect((await client.get('/api/meetings?cursor=nonsense')).statusCode).toBe(400);
  });

  it('lists from the latest too, page by page the other way', async () => {
    const promised = [];
    for (const hour of ['10', '11', '11', '12', '13']) {
      const day = { fromWall: `2026-08-03T${hour}:00`, toWall: `2026-08-03T${hour}:30` };
      promised.push((await promise(day)).json<{ id: string; fromAt: string }>());
    }
    const query = 'from=2026-08-03T00:00:00Z&to=2026-08-04T00:00:00Z&limit=2';
    const read = async (order: string) => {
      const found: { id: string; fromAt: string }[] = [];
      for (let cursor = ''; ;) {
        const page = (await client.get(`/api/meetings?${query}&order=${order}${cursor}`)).json<{
          items: typeof found;
          nextCursor: string | null;
        }>();
        found.push(...page.items);
        if (page.nextCursor === null) return found.map(({ id }) => id);
        cursor = `&cursor=${page.nextCursor}`;
      }
    };
    const byTime = promised
      .toSorted((a, b) => a.fromAt.localeCompare(b.fromAt) || a.id.localeCompare(b.id))
      .map(({ id }) => id);
    expect(await read('earliest_first')).toEqual(byTime);
    expect(await read('latest_first')).toEqual(byTime.toReversed());
    expect((await client.get('/api/meetings?order=sideways')).statusCode).toBe(400);
  });

  it('shows a meeting out of reach to nobody, in the words for what does not exist', async () => {
    const { id } = (await promise()).json();
    const stranger = await signedInAs(server, (await server.company.team()).agents[0]);
    const answers = [
      await stranger.get(`/api/meetings/${id}`),
      await stranger.get(`/api/meetings/${randomUUID()}`),
      await stranger.send('POST', `/api/meetings/${id}/cancel`, {}),
      await stranger.send('POST', `/api/meetings/${id}/call`),
      await stranger.send('PATCH', `/api/meetings/${id}`, { name: 'Mine' }, { 'if-match': '"1"' }),
    ];
    for (const answer of answers) expect(answer.json()).toMatchObject({ status: 404, code: 'not_found' });
    const colleague = await signedInAs(server, team.agents[1]!);
    expect((await colleague.get(`/api/meetings/${id}`)).statusCode).toBe(200);
  });

  it('shows of a contact who was given away the number alone, and keeps who it is through a change (A41)', async () => {
    const others = await server.company.team();
    const given = await server.company.contact({ firstName: 'Tajny', lastName: 'Klient', owner: me });
    const { id } = (await promise({ contactId: given.id })).json();
    const { pool } = server.app;
    await pool.query('UPDATE contacts SET owner_id = $2 WHERE id = $1', [given.id, others.agents[0].id]);
    await pool.query('DELETE FROM contact_managers WHERE contact_id = $1', [given.id]);
    const hidden = { contactId: null, contactName: null, isContactHidden: true, number: '+48600100200' };
    const change = { information: 'later' };
    const changed = await client.send('PATCH', `/api/meetings/${id}`, change, { 'if-match': '"1"' });
    const listed = (await client.get('/api/meetings?mine=true&limit=100')).json<{
      items: { id: string }[];
    }>();
    for (const meeting of [
      changed.json(),
      (await client.get(`/api/meetings/${id}`)).json(),
      listed.items.find((one) => one.id === id),
    ])
      expect(meeting).toMatchObject(hidden);
    const { rows } = await pool.query('SELECT contact_id FROM meetings WHERE id = $1', [id]);
    expect(rows).toEqual([{ contact_id: given.id }]);
  });

  it('calls only within the window, and says why not', async () => {
    const { id } = (await promise()).json();
    const call = () => client.send('POST', `/api/meetings/${id}/call`);
    expect((await call()).json()).toMatchObject({ status: 409, fields: { from: 'too_early' } });
    const before = now;
    now = new Date('2026-06-15T10:10:00Z');
    expect((await call()).json()).toMatchObject({ status: 409, fields: { agent: 'agent_offline' } });
    now = new Date('2026-06-15T10:30:00Z');
    expect((await call()).json()).toMatchObject({ status: 409, code: 'too_late' });
    now = before;
  });

  it('cancels and declines once', async () => {
    const one = (await promise()).json().id;
    const cancel = () => client.send('POST', `/api/meetings/${one}/cancel`, { reason: 'ill' });
    expect((await cancel()).statusCode).toBe(200);
    expect((await cancel()).json()).toMatchObject({ status: 409, code: 'too_late' });
    const other = (await promise()).json().id;
    const decline = (reason: string) => client.send('POST', `/api/meetings/${other}/decline`, { reason });
    expect((await decline(' ')).json()).toMatchObject({ status: 400, fields: { reason: 'required' } });
    await decline('wrong person');
    expect((await client.get(`/api/meetings/${other}`)).json()).toMatchObject({
      status: 'cancelled',
      statusReason: 'wrong person',
    });
  });
});
