import { randomUUID } from 'node:crypto';
import pg, { type Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { APPLICATION_ROLE, workAs } from '../../server/data/application-role.ts';
import { createDatabase } from '../../server/data/pg-database.ts';
import { createPool } from '../../server/data/pool.ts';
import { newUuid } from '../../server/platform/new-uuid.ts';
import { switchChannels } from '../../server/domain/structure/channels-switch.ts';
import { deleteUnit } from '../../server/domain/structure/delete-unit.ts';
import { countHiddenRecords, restoreVisibility } from '../../server/domain/structure/restore-visibility.ts';
import type { StructureDeps } from '../../server/domain/structure/structure-deps.ts';
import type { AccessChange } from '../../server/domain/users/access-announcer.ts';
import { createTestDatabase, type TestDatabase } from '../support/services.ts';

const actor = { userId: randomUUID(), name: 'Dora', address: '192.0.2.1' };

describe('the structure, while others change things', () => {
  let database: TestDatabase;
  let pool: Pool;
  /** Sees what others wait for. */
  let owner: pg.Client;
  let deps: StructureDeps;
  let userId: string;
  const announced: AccessChange[] = [];
  beforeAll(async () => {
    database = await createTestDatabase();
    owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
    pool = workAs(
      createPool(database.url, () => undefined),
      APPLICATION_ROLE,
      () => undefined,
    );
    deps = {
      database: createDatabase(pool),
      clock: { now: () => new Date() },
      newId: newUuid,
      accessAnnouncer: { accessChanged: (change) => void announced.push(change) },
    };
  });
  beforeEach(async () => {
    userId = await insert('users', {
      ...{ login: randomUUID(), email: randomUUID(), name: 'Ada', password_hash: '-', role: 'manager' },
    });
  });
  afterAll(async () => {
    await owner.end();
    await pool.end();
    await database.close();
  });

  const insert = async (table: string, row: Record<string, unknown>): Promise<string> => {
    const whole: Record<string, unknown> = { id: randomUUID(), ...row };
    const columns = Object.keys(whole);
    const places = columns.map((_, index) => `$${index + 1}`).join(', ');
    await pool.query(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places})`, Object.values(whole));
    return String(whole['id']);
  };
  /** Once so many wait for a lock, or the work is over. */
  const untilWaiting = async (work: Promise<unknown>, count = 1): Promise<void> => {
    let isOver = false;
    work.finally(() => void (isOver = true)).catch(() => undefined);
    for (;;) {
      const { rows } = await owner.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      if (rows.length >= count || isOver) return;
    }
  };

  it.each([
    ['channel', 'sales_channels', 'UPDATE users SET channel_id = $1 WHERE id = $2'],
    ['group', 'user_groups', 'UPDATE users SET group_ids = ARRAY[$1::uuid] WHERE id = $2'],
  ] as const)('a %s that is put on a user at that moment stays', async (kind, table, put) => {
    const id = await insert(table, { name: `Raced ${kind}`, ...(kind === 'channel' && { kind: 'direct' }) });
    const client = await pool.connect();
    await client.query('BEGIN');
    await client.query(`SELECT FROM ${table} WHERE id = $1 FOR KEY SHARE`, [id]);
    await client.query(put, [id, userId]);
    const deletion = deleteUnit(deps)({ actor, kind, id });
    await untilWaiting(deletion);
    await client.query('COMMIT');
    client.release();
    expect(await deletion).toEqual({ kind: 'in_use', inUse: expect.objectContaining({ users: 1 }) });
  });

  it.each([
    ['channel', 'sales_channels'],
    ['group', 'user_groups'],
  ] as const)('a %s that is being deleted is not put on anybody', async (kind, table) => {
    const id = await insert(table, { name: `Gone ${kind}`, ...(kind === 'channel' && { kind: 'direct' }) });
    const client = await pool.connect();
    await client.query('BEGIN');
    // the session that has it chosen keeps the deletion waiting, with the unit held
    await insert('sessions', {
      ...{ id: `${kind} session`, user_id: userId, csrf_token: '-', created_at: new Date() },
      ...{ last_seen_at: new Date(), expires_at: new Date(), channel_id: kind === 'channel' ? id : null },
    });
    await client.query(`SELECT FROM ${kind === 'channel' ? 'sessions' : 'user_groups'} FOR UPDATE`);
    const deletion = deleteUnit(deps)({ actor, kind, id });
    await untilWaiting(deletion);
    const put = pool.query(`SELECT id FROM ${table} WHERE id = $1 FOR KEY SHARE`, [id]);
    await untilWaiting(put, 2);
    await client.query('COMMIT');
    client.release();
    expect(await deletion).toEqual({ kind: 'deleted' });
    expect((await put).rows).toEqual([]);
  });

  it('channels are not turned off while somebody is given one', async () => {
    const id = await insert('sales_channels', { name: 'Given', kind: 'direct' });
    await switchChannels(deps)({ actor, areChannelsOn: true });
    const client = await pool.connect();
    await client.query('BEGIN');
    await client.query('SELECT are_channels_on FROM installation_settings FOR SHARE');
    await client.query('UPDATE users SET channel_id = $1 WHERE id = $2', [id, userId]);
    const off = switchChannels(deps)({ actor, areChannelsOn: false });
    await untilWaiting(off);
    await client.query('COMMIT');
    client.release();
    expect(await off).toMatchObject({ kind: 'in_use' });
  });

  it('visibility is restored a few records at a time, and no call waits for all of them', async () => {
    const branchId = await insert('branches', { name: 'Moved' });
    await pool.query('UPDATE users SET branch_id = $1 WHERE id = $2', [branchId, userId]);
    await pool.query(
      `INSERT INTO contacts (id, first_name, last_name, owner_id)
       SELECT gen_random_uuid(), 'Person', n::text, $1 FROM generate_series(1, 3000) n`,
      [userId],
    );
    const first = await pool.query('SELECT id FROM contacts WHERE owner_id = $1 ORDER BY id LIMIT 1', [
      userId,
    ]);
    const { total } = await countHiddenRecords(deps)({ userId });
    expect(total).toBe(3000);

    let isDone = false;
    const restored = restoreVisibility(deps)({ actor, userId, expectedCount: total });
    void restored.finally(() => void (isDone = true));
    // whoever writes to a record goes on long before the last one is restored
    let wasHalfDone = false;
    let meanwhile = 0;
    while (!isDone) {
      await pool.query('UPDATE contacts SET last_activity_at = now() WHERE id = $1', [first.rows[0].id]);
      if (!isDone) meanwhile += 1;
      const { total: left } = await countHiddenRecords(deps)({ userId });
      wasHalfDone ||= left > 0 && left < total;
    }
    await restored;
    expect({ wasHalfDone, isOften: meanwhile > 1 }).toEqual({ wasHalfDone: true, isOften: true });
    expect((await countHiddenRecords(deps)({ userId })).total).toBe(0);
    const { rows } = await pool.query(
      `SELECT after FROM audit_entries WHERE action = 'user:visibility_restored' AND subject_id = $1`,
      [userId],
    );
    expect(rows).toMatchObject([{ after: { contacts: 3000 } }]);
    expect(announced.at(-1)).toEqual({ userIds: null, endSessionsOf: [] });
  });
});
