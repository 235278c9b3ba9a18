import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TestUser } from '../support/product/company.ts';
import { type ApiClient, signedInAs } from '../support/server/api-client.ts';
import { startTestApi, type TestApi } from '../support/server/test-server.ts';

const units = ['channels', 'branches', 'departments', 'groups'] as const;
const columnOf = { channels: 'channel_id', branches: 'branch_id', departments: 'department_id' } as const;

describe('the structure of the company', () => {
  let server: TestApi;
  let director: ApiClient;
  let agent: TestUser;
  beforeAll(async () => {
    server = await startTestApi();
    director = await signedInAs(server, server.company.director);
  });
  beforeEach(async () => {
    agent = (await server.company.team()).agents[0];
  });
  afterAll(() => server.close());

  const sql = (text: string, values: unknown[] = []) => server.app.pool.query(text, values);
  const bodyOf = (plural: string, name: string) =>
    plural === 'channels' ? { name, kind: 'partner' } : { name };
  const add = async (plural: string, name: string): Promise<{ id: string }> => {
    const answer = await director.send('POST', `/api/${plural}`, bodyOf(plural, name));
    expect([answer.statusCode, answer.json().name]).toEqual([201, name]);
    return answer.json();
  };
  const names = async (plural: string): Promise<string[]> =>
    (await director.get(`/api/${plural}`)).json().items.map(({ name }: { name: string }) => name);
  const put = (plural: (typeof units)[number], table: string, unitId: string, where: string, id: string) =>
    plural === 'groups'
      ? sql(`UPDATE ${table} SET group_ids = ARRAY[$1::uuid] WHERE ${where} = $2`, [unitId, id])
      : sql(`UPDATE ${table} SET ${columnOf[plural]} = $1 WHERE ${where} = $2`, [unitId, id]);
  const logged = async (subjectId: string) =>
    (await director.get(`/api/audit?subjectId=${subjectId}`))
      .json()
      .items.map(({ action, before, after }: Record<string, unknown>) => ({ action, before, after }));

  it.each(units)(
    'has %s that are added, renamed, listed by name and deleted, each in the log',
    async (plural) => {
      const word = { channels: 'channel', branches: 'branch', departments: 'department', groups: 'group' }[
        plural
      ];
      const [zeta, alpha] = [await add(plural, 'Zeta'), await add(plural, '  alpha '.trim())];
      expect(await names(plural)).toEqual(['alpha', 'Zeta']);
      const renamed = await director.send('PATCH', `/api/${plural}/${zeta.id}`, { name: 'Aleph' });
      expect(renamed.json()).toMatchObject({ id: zeta.id, name: 'Aleph', userCount: 0 });
      for (const { id } of [zeta, alpha]) {
        expect((await director.send('DELETE', `/api/${plural}/${id}`)).statusCode).toBe(204);
      }
      expect(await names(plural)).toEqual([]);
      expect((await director.send('DELETE', `/api/${plural}/${zeta.id}`)).statusCode).toBe(404);
      const kind = plural === 'channels' ? { kind: 'partner' } : {};
      expect(await logged(zeta.id)).toEqual([
        { action: `${word}:deleted`, before: { name: 'Aleph', ...kind }, after: null },
        { action: `${word}:changed`, before: { name: 'Zeta' }, after: { name: 'Aleph' } },
        { action: `${word}:created`, before: null, after: { name: 'Zeta', ...kind } },
      ]);
    },
  );

  it.each(units)(
    'has no two %s of the same name, whatever the case, and none without one',
    async (plural) => {
      const one = await add(plural, 'North');
      const other = await add(plural, 'South');
      for (const answer of [
        await director.send('POST', `/api/${plural}`, bodyOf(plural, ' NORTH ')),
        await director.send('PATCH', `/api/${plural}/${other.id}`, { name: 'north' }),
      ]) {
        expect([answer.statusCode, answer.json().fields]).toEqual([400, { name: 'taken' }]);
      }
      const again = await director.send('PATCH', `/api/${plural}/${one.id}`, { name: 'NORTH' });
      expect(again.statusCode).toBe(200);
      for (const name of ['', '   ', 'x'.repeat(101), 'a\u0000b']) {
        expect((await director.send('POST', `/api/${plural}`, bodyOf(plural, name))).statusCode).toBe(400);
      }
      await sql(
        `DELETE FROM ${{ channels: 'sales_channels', groups: 'user_groups' }[plural as string] ?? plural}`,
      );
    },
  );

  it.each(units)('keeps %s that are in use, and counts what still carries them (A16)', async (plural) => {
    const { id } = await add(plural, `Busy ${plural}`);
    const contacts = await Promise.all(
      ['A', 'B'].map((firstName) =>
        server.company.contact({ firstName, lastName: 'Busy', owner: agent, tickets: ['Broken'] }),
      ),
    );
    await put(plural, 'users', id, 'id', agent.id);
    for (const contact of contacts) await put(plural, 'contacts', id, 'id', contact.id);
    await put(plural, 'tickets', id, 'contact_id', contacts[0]!.id);
    const refused = await director.send('DELETE', `/api/${plural}/${id}`);
    expect(refused.statusCode).toBe(409);
    expect(refused.headers['content-type']).toContain('application/problem+json');
    expect(refused.json()).toMatchObject({
      code: 'in_use',
      inUse: { users: 1, contacts: 2, organizations: 0, tickets: 1, meetings: 0, calls: 0 },
    });
    expect(await names(plural)).toContain(`Busy ${plural}`);
    const { items } = (await director.get(`/api/${plural}`)).json();
    expect(items.find((unit: { id: string }) => unit.id === id)).toMatchObject({ userCount: 1 });
  });

  it('adds a channel once for the same Idempotency-Key', async () => {
    const once = () =>
      director.send(
        'POST',
        '/api/channels',
        { name: 'Once', kind: 'direct' },
        { 'idempotency-key': 'key-of-once' },
      );
    const [first, second] = [await once(), await once()];
    expect([first.statusCode, second.statusCode]).toEqual([201, 201]);
    expect(second.json()).toEqual(first.json());
    expect(await logged(first.json().id)).toHaveLength(1);
  });

  it('changes the type of a channel, of which there are three', async () => {
    const { id } = await add('channels', 'Typed');
    const changed = await director.send('PATCH', `/api/channels/${id}`, { kind: 'affinity' });
    expect(changed.json()).toMatchObject({ name: 'Typed', kind: 'affinity' });
    expect((await logged(id))[0]).toEqual({
      action: 'channel:changed',
      before: { kind: 'partner' },
      after: { kind: 'affinity' },
    });
    expect((await director.send('PATCH', `/api/channels/${id}`, { kind: 'retail' })).statusCode).toBe(400);
  });

  it('is changed by whoever has the pencil on settings, and read with the eye', async () => {
    const client = await signedInAs(server, agent);
    const marks = (readable: string[], changeable: string[]) =>
      sql(
        `UPDATE users SET readable_sections = $2::section[], changeable_sections = $3::section[] WHERE id = $1`,
        [agent.id, readable, changeable],
      );
    const tries = async () => [
      (await client.get('/api/branches')).statusCode,
      (await client.send('POST', '/api/branches', { name: `Branch ${randomUUID()}` })).statusCode,
    ];
    await marks([], []);
    expect(await tries()).toEqual([403, 403]);
    await marks(['settings'], []);
    expect(await tries()).toEqual([200, 403]);
    await marks(['settings'], ['settings']);
    expect(await tries()).toEqual([200, 201]);
    expect((await client.send('PUT', '/api/installation', { areChannelsOn: true })).statusCode).toBe(403);
  });

  it('has channels once the Director turns them on, and off again only when nobody carries one', async () => {
    const turn = (areChannelsOn: boolean) => director.send('PUT', '/api/installation', { areChannelsOn });
    expect((await director.get('/api/installation')).json()).toEqual({ areChannelsOn: false });
    expect((await turn(true)).json()).toEqual({ areChannelsOn: true });

    const { id } = await add('channels', 'Carried');
    await sql('UPDATE users SET channel_id = $1 WHERE id = $2', [id, agent.id]);
    await sql('UPDATE sessions SET channel_id = $1 WHERE user_id = $2', [id, server.company.director.id]);
    const refused = await turn(false);
    expect([refused.statusCode, refused.json()]).toMatchObject([
      409,
      { code: 'in_use', inUse: { users: 2 } },
    ]);
    await sql('UPDATE users SET channel_id = NULL');
    expect((await turn(false)).statusCode).toBe(200);
    const { rows } = await sql('SELECT count(*)::int AS chosen FROM sessions WHERE channel_id IS NOT NULL');
    expect(rows).toEqual([{ chosen: 0 }]);
  });

  describe('restoring visibility (A15)', () => {
    const count = (userId: string) => director.get(`/api/users/${userId}/restore-visibility`);
    const restore = (userId: string, expectedCount: number) =>
      director.send('POST', `/api/users/${userId}/restore-visibility`, { expectedCount });

    it('gives a user’s own records the labels the user has now, and nobody else’s', async () => {
      const { agents } = await server.company.team({ agents: 2 });
      const [mover, colleague] = agents as [TestUser, TestUser];
      const branch = await add('branches', 'New branch');
      const group = await add('groups', 'New group');
      const own = await server.company.contact({
        ...{ firstName: 'Own', lastName: 'Person', owner: mover, tickets: ['One', 'Two'] },
      });
      const other = await server.company.contact({ firstName: 'Not', lastName: 'Own', owner: colleague });
      const right = await server.company.contact({ firstName: 'Own', lastName: 'Already', owner: mover });
      const labels = [branch.id, [group.id]];
      await sql('UPDATE users SET branch_id = $1, group_ids = $2 WHERE id = $3', [...labels, mover.id]);
      await sql('UPDATE contacts SET branch_id = $1, group_ids = $2 WHERE id = $3', [...labels, right.id]);

      const counts = { contacts: 1, organizations: 0, tickets: 2, meetings: 0, calls: 0 };
      expect((await count(mover.id)).json()).toEqual({ counts, total: 3 });
      expect((await restore(mover.id, 2)).statusCode).toBe(409);
      const done = await restore(mover.id, 3);
      expect([done.statusCode, done.json()]).toEqual([200, { counts, total: 3 }]);
      expect((await count(mover.id)).json().total).toBe(0);

      const { rows } = await sql(
        'SELECT id, branch_id, group_ids FROM contacts WHERE id = ANY($1) ORDER BY id',
        [[own.id, other.id]],
      );
      expect(rows.find(({ id }) => id === own.id)).toMatchObject({
        branch_id: branch.id,
        group_ids: [group.id],
      });
      expect(rows.find(({ id }) => id === other.id)).toMatchObject({ branch_id: null, group_ids: [] });
      expect((await logged(mover.id))[0]).toMatchObject({
        action: 'user:visibility_restored',
        after: { contacts: 1, tickets: 2, labels: { branchId: branch.id } },
      });
    });

    it('is the Director’s alone', async () => {
      const client = await signedInAs(server, agent);
      expect((await client.get(`/api/users/${agent.id}/restore-visibility`)).statusCode).toBe(403);
      const url = `/api/users/${agent.id}/restore-visibility`;
      expect((await client.send('POST', url, { expectedCount: 0 })).statusCode).toBe(403);
      expect((await count(randomUUID())).statusCode).toBe(404);
    });
  });
});
