import pg from 'pg';
import type { Labels } from '#domain/access/viewer.ts';
import { DomainError } from '#domain/shared/domain-error.ts';
import type { HiddenRecords, StructureStore } from '#domain/structure/structure-store.ts';
import type { InUse, ListedUnit, OwnedKind, Unit, UnitKind } from '#domain/structure/unit.ts';
import { first, type Queryable, rows, type Statement, written } from './pg-statement.ts';

interface Table {
  readonly name: string;
  /** How a user or record that carries it says so; `$1` is the unit. */
  readonly isCarried: string;
  readonly channelKind: string;
}

const tableOf: Readonly<Record<UnitKind, Table>> = {
  channel: { name: 'sales_channels', isCarried: 'channel_id = $1', channelKind: 't.kind' },
  branch: { name: 'branches', isCarried: 'branch_id = $1', channelKind: 'NULL' },
  department: { name: 'departments', isCarried: 'department_id = $1', channelKind: 'NULL' },
  // the two conditions are those of the index
  group: {
    name: 'user_groups',
    isCarried: `group_ids @> ARRAY[$1::uuid] AND group_ids <> '{}'`,
    channelKind: 'NULL',
  },
};

const unitColumns = (kind: UnitKind) => `t.id, t.name, ${tableOf[kind].channelKind} AS "channelKind"`;
const isOnUser: Readonly<Record<UnitKind, string>> = {
  channel: 'u.channel_id = t.id',
  branch: 'u.branch_id = t.id',
  department: 'u.department_id = t.id',
  group: 't.id = ANY(u.group_ids)',
};

function perKind(build: (kind: UnitKind) => Statement): Readonly<Record<UnitKind, Statement>> {
  const [channel, branch] = [build('channel'), build('branch')];
  return { channel, branch, department: build('department'), group: build('group') };
}

const list = perKind((kind) => ({
  name: `structure-list-${kind}`,
  text: `SELECT ${unitColumns(kind)}, (SELECT count(*)::int FROM users u
           WHERE ${isOnUser[kind]} AND u.deleted_at IS NULL) AS "userCount"
         FROM ${tableOf[kind].name} t ORDER BY lower(t.name), t.id`,
}));

const find = perKind((kind) => ({
  name: `structure-find-${kind}`,
  text: `SELECT ${unitColumns(kind)} FROM ${tableOf[kind].name} t WHERE t.id = $1`,
}));

const lock = perKind((kind) => ({
  name: `structure-lock-${kind}`,
  text: `SELECT ${unitColumns(kind)} FROM ${tableOf[kind].name} t WHERE t.id = $1 FOR UPDATE`,
}));

const insert = perKind((kind) => ({
  name: `structure-insert-${kind}`,
  text:
    kind === 'channel'
      ? 'INSERT INTO sales_channels (id, name, kind) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING'
      : `INSERT INTO ${tableOf[kind].name} (id, name) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
}));

const rename = perKind((kind) => ({
  name: `structure-rename-${kind}`,
  text: `UPDATE ${tableOf[kind].name} SET name = $2 WHERE id = $1`,
}));

const changeKind = {
  name: 'structure-change-kind',
  text: 'UPDATE sales_channels SET kind = $2 WHERE id = $1',
};

const remove = perKind((kind) => ({
  name: `structure-delete-${kind}`,
  text: `DELETE FROM ${tableOf[kind].name} WHERE id = $1`,
}));

const countUses = perKind((kind) => ({
  name: `structure-count-${kind}`,
  text: `SELECT ${['users', 'contacts', 'organizations', 'tickets', 'meetings', 'calls']
    .map((table) => `(SELECT count(*)::int FROM ${table} WHERE ${tableOf[kind].isCarried}) AS ${table}`)
    .join(', ')}`,
}));

const areChannelsOn = 'SELECT are_channels_on AS "areOn" FROM installation_settings WHERE id = 1';
const readSwitch = { name: 'structure-switch', text: areChannelsOn };
const lockSwitch = { name: 'structure-lock-switch', text: `${areChannelsOn} FOR UPDATE` };
const writeSwitch = {
  name: 'structure-write-switch',
  text: 'UPDATE installation_settings SET are_channels_on = $1 WHERE id = 1',
};
const countWithChannel = {
  name: 'structure-count-with-channel',
  text: 'SELECT count(*)::int AS count FROM users WHERE channel_id IS NOT NULL',
};
const forgetChosen = {
  name: 'structure-forget-chosen',
  text: 'UPDATE sessions SET channel_id = NULL WHERE channel_id IS NOT NULL',
};

const labelled = {
  name: 'structure-labelled',
  text: `SELECT name, json_build_object('channelId', channel_id, 'branchId', branch_id, 'departmentId', department_id,
           'groupIds', coalesce(group_ids, '{}')) AS labels
         FROM users WHERE id = $1 AND deleted_at IS NULL`,
};

/** Each kind of record with the condition that makes it the user's own ($1), as its labels came from that user (A15). */
const isOwn: Readonly<Record<OwnedKind, string>> = {
  contacts: 'r.owner_id = $1',
  organizations: 'r.owner_id = $1',
  tickets: 'r.owner_id = $1',
  meetings: '(r.user_id = $1 OR (r.user_id IS NULL AND r.author_id = $1))',
  calls: 'r.agent_id = $1',
};

const DIFFERS = `((r.channel_id, r.branch_id, r.department_id) IS DISTINCT FROM (u.channel_id, u.branch_id, u.department_id)
  OR NOT (coalesce(r.group_ids, '{}') @> coalesce(u.group_ids, '{}')
    AND coalesce(r.group_ids, '{}') <@ coalesce(u.group_ids, '{}')))`;

const hidden = {
  name: 'structure-hidden',
  text: `SELECT ${Object.entries(isOwn)
    .map(
      ([table, own]) =>
        `ARRAY(SELECT r.id FROM ${table} r WHERE ${own} AND ${DIFFERS} ORDER BY r.id) AS ${table}`,
    )
    .join(', ')} FROM users u WHERE u.id = $1`,
};

/** Locked in the order of ids, as whoever else takes many of them does. */
const relabel = (table: OwnedKind): Statement => ({
  name: `structure-relabel-${table}`,
  text: `UPDATE ${table} SET channel_id = u.channel_id, branch_id = u.branch_id, department_id = u.department_id,
           group_ids = coalesce(u.group_ids, '{}')
         FROM users u, (SELECT r.id FROM ${table} r WHERE r.id = ANY($2::uuid[]) AND ${isOwn[table]}
                        ORDER BY r.id FOR NO KEY UPDATE) own
         WHERE u.id = $1 AND ${table}.id = own.id`,
});

const relabels: Readonly<Record<OwnedKind, Statement>> = {
  contacts: relabel('contacts'),
  organizations: relabel('organizations'),
  tickets: relabel('tickets'),
  meetings: relabel('meetings'),
  calls: relabel('calls'),
};

export function pgStructureStore(client: Queryable): StructureStore {
  const isOn = async (statement: Statement) =>
    (await first<{ areOn: boolean }>(client, statement, []))?.areOn ?? false;
  return {
    list: (kind) => rows<ListedUnit>(client, list[kind], []),
    find: (kind, id) => first<Unit>(client, find[kind], [id]),
    lock: (kind, id) => first<Unit>(client, lock[kind], [id]),
    async insert(kind, { id, name, channelKind }) {
      const values = kind === 'channel' ? [id, name, channelKind] : [id, name];
      return (await written(client, insert[kind], values)) === 1;
    },
    async change(kind, id, { name, channelKind }) {
      if (name !== undefined) await sayingWhenTaken(written(client, rename[kind], [id, name]));
      if (channelKind !== undefined) await written(client, changeKind, [id, channelKind]);
    },
    async delete(kind, id) {
      await written(client, remove[kind], [id]);
    },
    countUses: async (kind, id) => (await first<InUse>(client, countUses[kind], [id]))!,

    areChannelsOn: () => isOn(readSwitch),
    lockChannelsSwitch: () => isOn(lockSwitch),
    async switchChannels(areOn) {
      await written(client, writeSwitch, [areOn]);
    },
    countUsersWithChannel: async () => (await first<{ count: number }>(client, countWithChannel, []))!.count,
    async forgetChosenChannels() {
      await written(client, forgetChosen, []);
    },

    labelled: (userId) => first<{ name: string; labels: Labels }>(client, labelled, [userId]),
    hiddenRecords: async (userId) =>
      (await first<HiddenRecords>(client, hidden, [userId])) ?? {
        ...{ contacts: [], organizations: [], tickets: [], meetings: [], calls: [] },
      },
    async relabel(kind, userId, ids) {
      await written(client, relabels[kind], [userId, ids]);
    },
  };
}

const UNIQUE_VIOLATION = '23505';

async function sayingWhenTaken<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== UNIQUE_VIOLATION) throw error;
    throw new DomainError('invalid', 'the name is taken', { name: 'taken' });
  }
}
