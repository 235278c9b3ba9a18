import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pgContactListStore } from '../../server/data/pg-contact-list-store.ts';
import { createDatabase } from '../../server/data/pg-database.ts';
import { createPool } from '../../server/data/pool.ts';
import { contactBranches, organizationReachSql } from '../../server/data/reach-sql.ts';
import { findPeople } from '../../server/domain/access/find-reach.ts';
import {
  callReach,
  contactReach,
  isCallInReach,
  isInReach,
  isMeetingInReach,
  meetingReach,
  type Reachable,
  type ReachableMeeting,
} from '../../server/domain/access/reach.ts';
import type { Action } from '../../server/domain/access/section.ts';
import type { AccountKind, AccountRole, Labels, Viewer } from '../../server/domain/access/viewer.ts';
import { contactSorts } from '../../server/domain/contacts/contact.ts';
import { anyMeeting } from '../../server/domain/meetings/visible-meeting.ts';
import { createTestDatabase, type TestDatabase } from '../support/services.ts';

/*
 * A small company made up at random: whatever a reach says of one record in memory, its SQL says of all of them.
 */

const dice = loadedDice(4711);
const CONTACTS = 120;

interface Made {
  readonly id: string;
  readonly reachable: Reachable;
}
interface MadeCall {
  readonly id: string;
  readonly ownerIds: readonly string[];
  readonly labels: Labels;
  readonly contact: Reachable | null;
}

let testDatabase: TestDatabase;
let pool: Pool;
let viewers: Viewer[];
const contacts: Made[] = [];
const organizations: (Made & { readonly kind: AccountKind })[] = [];
const calls: MadeCall[] = [];
const meetings: (ReachableMeeting & { readonly id: string })[] = [];

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  pool = createPool(testDatabase.url, () => undefined);
  viewers = await makeUsers();
  await makeRecords();
});
afterAll(async () => {
  await pool.end();
  await testDatabase.close();
});

const actions: readonly Action[] = ['read', 'change'];
const sorted = (ids: Iterable<string>) => [...ids].sort();
const idsOf = (made: readonly { readonly id: string }[]) => sorted(made.map(({ id }) => id));

test('the list of contacts, in every order and page by page, is what is in reach, with that count', async () => {
  const lists = pgContactListStore(pool);
  const filter = {
    search: null,
    stageId: null,
    tagId: null,
    ownerId: null,
    organizationId: null,
    channelId: null,
  };
  for (const viewer of viewers) {
    for (const action of actions) {
      const reach = contactReach(viewer, await people(viewer), action);
      const expected = idsOf(contacts.filter(({ reachable }) => isInReach(reach, reachable)));
      for (const sort of contactSorts) {
        const found: string[] = [];
        for (let after: Parameters<typeof lists.page>[0]['after'] = null, pages = 0; pages < 9; pages += 1) {
          const page = await lists.page({ reach, filter, sort, after, limit: 50 });
          expect(page.total).toEqual({ count: expected.length, isExact: true });
          found.push(...page.items.map(({ id }) => id));
          after = page.next;
          if (after === null) break;
        }
        expect(sorted(found)).toEqual(expected);
      }
      expect(
        sorted(
          await lists.idsInReach(
            contacts.map(({ id }) => id),
            reach,
          ),
        ),
      ).toEqual(expected);
    }
  }
});

test('no contact is in two parts of a reach', async () => {
  for (const viewer of viewers) {
    const values: unknown[] = [];
    const reach = contactReach(viewer, await people(viewer), 'read');
    const parts = contactBranches(reach, 'c', values).map(
      ({ found, asked }) => `SELECT c.id FROM contacts c WHERE ${['TRUE', ...found, ...asked].join(' AND ')}`,
    );
    if (parts.length === 0) continue;
    const { rows } = await pool.query<{ id: string }>(parts.join(' UNION ALL '), values);
    expect(sorted(rows.map(({ id }) => id))).toEqual(
      idsOf(contacts.filter(({ reachable }) => isInReach(reach, reachable))),
    );
  }
});

test('companies', async () => {
  for (const viewer of viewers) {
    const reach = contactReach(viewer, await people(viewer), 'read');
    const values: unknown[] = [];
    const condition = organizationReachSql(reach, 'o', values);
    const { rows } = await pool.query<{ id: string }>(
      `SELECT id FROM organizations o WHERE ${condition}`,
      values,
    );
    expect(idsOf(rows)).toEqual(idsOf(organizations.filter(({ reachable }) => isInReach(reach, reachable))));
  }
});

test('calls, and who of them shows the contact', async () => {
  const store = createDatabase(pool).read.calls;
  for (const viewer of viewers) {
    for (const action of actions) {
      const reach = callReach(viewer, await people(viewer), action);
      const logged = await store.list({ filter: {}, after: null, limit: 1000 }, reach);
      const expected = calls.filter((call) => isCallInReach(reach, call));
      expect(idsOf(logged)).toEqual(idsOf(expected));
      const hidden = expected.filter(({ contact }) => contact && !isInReach(reach.contacts, contact));
      expect(idsOf(logged.filter(({ isContactHidden }) => isContactHidden))).toEqual(idsOf(hidden));
    }
  }
});

test('meetings', async () => {
  const store = createDatabase(pool).read.meetings;
  for (const viewer of viewers) {
    for (const action of actions) {
      const reach = meetingReach(viewer, await people(viewer), action);
      const listed = await store.list({ ...anyMeeting, reach, limit: 1000 });
      expect(idsOf(listed)).toEqual(idsOf(meetings.filter((meeting) => isMeetingInReach(reach, meeting))));
      // what is read beside a meeting says the same of it as what it was made from
      for (const fact of listed) expect(isMeetingInReach(reach, fact)).toBe(true);
    }
  }
});

function people(viewer: Viewer) {
  return findPeople(createDatabase(pool).read, viewer);
}

async function insert(table: string, row: Readonly<Record<string, unknown>>): Promise<string> {
  const columns = Object.keys(row);
  const places = columns.map((_, index) => `$${index + 1}`).join(', ');
  await pool.query(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places})`, Object.values(row));
  return String(row['id']);
}

async function makeUsers(): Promise<Viewer[]> {
  const named = (table: string, n: number, more = {}) =>
    Promise.all(
      Array.from({ length: n }, (_, i) =>
        insert(table, { id: randomUUID(), name: `${table} ${i}`, ...more }),
      ),
    );
  structure.channels = await named('sales_channels', 2, { kind: 'direct' });
  structure.branches = await named('branches', 2);
  structure.departments = await named('departments', 2);
  structure.groups = await named('user_groups', 3);
  const ids: { id: string; role: string }[] = [];
  for (let n = 0; n < 24; n += 1) {
    const role = n === 0 ? 'director' : n < 5 ? 'head' : 'manager';
    const heads = ids.filter((user) => user.role !== 'manager');
    const marks = dice.oneIn(6) ? ['calls'] : ['contacts', 'calls', 'meetings'];
    const id = await insert('users', {
      id: randomUUID(),
      login: `u${n}`,
      email: `u${n}@company.example`,
      name: `User ${n}`,
      password_hash: '-',
      role,
      responsible_id: role === 'director' ? null : role === 'head' ? ids[0]!.id : dice.pick(heads).id,
      data_access: dice.pick(['own', 'team', 'team', 'everything']),
      account_roles: accountRoles.filter(() => dice.oneIn(3)),
      is_chief_manager: role === 'manager' && dice.oneIn(8),
      readable_sections: marks,
      changeable_sections: dice.oneIn(3) ? [] : marks,
      ...columnsOf(dice.oneIn(2) ? noLabels : someLabels()),
    });
    ids.push({ id, role });
  }
  const found = await Promise.all(ids.map(({ id }) => createDatabase(pool).read.access.viewer(id)));
  const chosen = found
    .filter((viewer) => viewer !== null)
    .map((viewer) => ({
      ...viewer,
      chosenChannelId: viewer.role === 'director' ? structure.channels[0]! : null,
    }));
  return [...found.filter((viewer) => viewer !== null), ...chosen.slice(0, 1)];
}

async function makeRecords(): Promise<void> {
  const users = viewers.map(({ userId }) => userId);
  for (let n = 0; n < 12; n += 1) {
    const kind = dice.pick<AccountKind>(['customer', 'partner']);
    const ownerId = dice.oneIn(4) ? null : dice.pick(users);
    const labels = someLabels();
    const id = await insert('organizations', {
      id: randomUUID(),
      name: `Company ${n}`,
      kind,
      owner_id: ownerId,
      ...columnsOf(labels),
    });
    organizations.push({ id, kind, reachable: { ownerId, managerIds: [], accountKind: kind, labels } });
  }
  for (let n = 0; n < CONTACTS; n += 1) {
    const company = dice.oneIn(2) ? null : dice.pick(organizations);
    const ownerId = dice.pick(users);
    const managerIds = users.filter(() => dice.oneIn(12));
    const labels = someLabels();
    const id = await insert('contacts', {
      id: randomUUID(),
      first_name: `Name ${n % 7}`,
      owner_id: ownerId,
      organization_id: company?.id ?? null,
      last_activity_at: dice.oneIn(3) ? null : new Date(1_700_000_000_000 + (n % 9) * 1000),
      ...columnsOf(labels),
    });
    for (const userId of managerIds)
      await pool.query('INSERT INTO contact_managers VALUES ($1, $2)', [id, userId]);
    contacts.push({ id, reachable: { ownerId, managerIds, accountKind: company?.kind ?? null, labels } });
  }
  await makeCalls(users);
  await makeMeetings(users);
}

async function makeCalls(users: readonly string[]): Promise<void> {
  for (let n = 0; n < 80; n += 1) {
    const contact = dice.oneIn(3) ? null : dice.pick(contacts);
    const agentId = dice.oneIn(3) ? null : dice.pick(users);
    const rang = users.filter(() => dice.oneIn(10));
    const labels = dice.oneIn(4) ? noLabels : someLabels();
    const id = await insert('calls', {
      id: randomUUID(),
      direction: 'inbound',
      status: 'ended',
      number_received: '',
      contact_id: contact?.id ?? null,
      agent_id: agentId,
      queued_at: new Date(),
      ended_at: new Date(),
      result: 'missed',
      ...columnsOf(labels),
    });
    for (const userId of rang) {
      const leg = { id: randomUUID(), call_id: id, kind: 'agent', status: 'ended', user_id: userId };
      await insert('call_legs', { ...leg, started_at: new Date(), ended_at: new Date(), result: 'missed' });
    }
    const ownerIds = [...rang, ...(agentId === null ? [] : [agentId])];
    calls.push({ id, ownerIds, labels, contact: contact?.reachable ?? null });
  }
}

async function makeMeetings(users: readonly string[]): Promise<void> {
  const projectId = await insert('projects', { id: randomUUID(), name: 'Promises' });
  const members = users.filter(() => dice.oneIn(3));
  for (const userId of new Set(members)) {
    await pool.query('INSERT INTO project_members (project_id, user_id) VALUES ($1, $2)', [
      projectId,
      userId,
    ]);
  }
  for (let n = 0; n < 80; n += 1) {
    const contact = dice.oneIn(2) ? null : dice.pick(contacts);
    const userId = dice.oneIn(2) ? null : dice.pick(users);
    const authorId = dice.pick(users);
    const labels = dice.oneIn(4) ? noLabels : someLabels();
    const id = await insert('meetings', {
      id: randomUUID(),
      name: `Promise ${n}`,
      number: '+48500100200',
      number_received: '',
      mode: 'manual',
      from_at: new Date(1_800_000_000_000),
      to_at: new Date(1_800_000_600_000),
      from_wall: '',
      to_wall: '',
      time_zone: 'UTC',
      project_id: projectId,
      user_id: userId,
      contact_id: contact?.id ?? null,
      author_id: authorId,
      created_at: new Date(),
      ...columnsOf(labels),
    });
    const memberIds = userId === null && contact === null ? members : [];
    meetings.push({ id, userId, authorId, labels, contact: contact?.reachable ?? null, memberIds });
  }
}

const accountRoles: readonly AccountRole[] = [
  'customer_manager',
  'customer_reader',
  'customer_admin',
  'partner_manager',
  'partner_reader',
  'partner_admin',
];
const structure = {
  channels: [] as string[],
  branches: [] as string[],
  departments: [] as string[],
  groups: [] as string[],
};
const noLabels: Labels = { channelId: null, branchId: null, departmentId: null, groupIds: [] };

function someLabels(): Labels {
  return {
    channelId: dice.oneIn(2) ? null : dice.pick(structure.channels),
    branchId: dice.oneIn(2) ? null : dice.pick(structure.branches),
    departmentId: dice.oneIn(2) ? null : dice.pick(structure.departments),
    groupIds: structure.groups.filter(() => dice.oneIn(3)),
  };
}

function columnsOf({ channelId, branchId, departmentId, groupIds }: Labels) {
  return { channel_id: channelId, branch_id: branchId, department_id: departmentId, group_ids: groupIds };
}

/** Dice that always fall the same way (mulberry32). */
function loadedDice(seed: number) {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const roll = (sides: number): number => Math.floor(next() * sides);
  return {
    pick: <T>(list: readonly T[]): T => list[roll(list.length)]!,
    oneIn: (n: number) => roll(n) === 0,
  };
}
