import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { getAgent } from '../../server/domain/agents/get-agent.ts';
import { endCall } from '../../server/domain/calls/end-call.ts';
import { ringNextAgent } from '../../server/domain/calls/ring-next-agent.ts';
import { receiveCall } from '../../server/domain/calls/receive-call.ts';
import { DIALLED, goToWork, incoming, later } from '../support/calls/actions.ts';
import { createPgWorld, type PgWorld } from '../support/calls/pg-world.ts';

// A call is written in one statement, by what the gateway remembers of the project: which must be what it is now.

const CLOSED = JSON.stringify([{ days: [1, 2, 3, 4, 5, 6, 7], from: '03:00', to: '03:01' }]);
const number = (index: number) => `+4860010020${index}`;

let world: PgWorld;
let anna: string;
let agents: string[];
let projectId: string;
let receive: ReturnType<typeof receiveCall>;

beforeEach(async () => {
  world = await createPgWorld();
  agents = [];
  for (let index = 0; index < 6; index += 1) agents.push(await world.addUser({ name: `Agent${index}` }));
  anna = agents[0] ?? '';
  projectId = await world.addProject({ dialled: DIALLED, memberIds: agents });
  for (const agent of agents) {
    await goToWork(world, agent);
    later(world, 1);
  }
  receive = receiveCall(world.deps);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await world.close();
});

const change = (set: string, value: unknown) =>
  world.rows(`UPDATE projects SET ${set} = $2 WHERE id = $1`, [projectId, value]);
const statuses = () =>
  Promise.all(agents.map(async (userId) => (await getAgent(world.deps)({ userId })).status));
const stored = async (callId: string | null) => {
  const [call] = await world.rows(
    `SELECT c.contact_id AS "contactId", c.organization_id AS "organizationId",
        (SELECT l.is_contact_hidden FROM call_legs l WHERE l.call_id = c.id) AS "isHidden",
        (SELECT t.contact_id FROM timeline_entries t WHERE t.call_id = c.id) AS "onTimelineOf"
      FROM calls c WHERE c.id = $1`,
    [callId],
  );
  return call;
};

test('hours that were changed since the last call count for the next, and nobody is reserved', async () => {
  expect(await receive(incoming(world, null))).toMatchObject({ kind: 'ring' });
  await change('business_hours', CLOSED);
  expect(await receive(incoming(world, null))).toMatchObject({ kind: 'refuse', sipCode: 480 });
  expect((await statuses()).filter((status) => status === 'ringing')).toHaveLength(1);
  await change('business_hours', '[]');
  expect(await receive(incoming(world, null))).toMatchObject({ kind: 'ring' });
});

test('so do its other settings', async () => {
  const contactId = await world.addContact({ name: 'Jan', ownerId: anna, numbers: [{ e164: number(1) }] });
  expect(await receive(incoming(world, null))).toMatchObject({ kind: 'ring', ringSeconds: 20 });
  await change('ring_seconds', 7);
  expect(await receive(incoming(world, null))).toMatchObject({ kind: 'ring', ringSeconds: 7 });
  await change('is_identification_on', false);
  const unasked = await receive(incoming(world, number(1)));
  expect(await stored(unasked.callId)).toMatchObject({ contactId: null });
  await change('is_identification_on', true);
  const asked = await receive(incoming(world, number(1)));
  expect(await stored(asked.callId)).toMatchObject({ contactId });
});

test('a number that leads elsewhere since the last call rings there', async () => {
  const bob = await world.addUser({ name: 'Bob' });
  await goToWork(world, bob);
  await receive(incoming(world, null));
  const other = await world.addProject({ dialled: '+48225550999', memberIds: [bob] });
  await world.rows('UPDATE project_numbers SET project_id = $2 WHERE dialled = $1', [DIALLED, other]);
  expect(await receive(incoming(world, null))).toMatchObject({ projectId: other, ring: { userId: bob } });
  await world.rows('DELETE FROM project_numbers WHERE dialled = $1', [DIALLED]);
  expect(await receive(incoming(world, null))).toMatchObject({ kind: 'refuse', sipCode: 404 });
});

test('of calls that come at once each is tied to whom the rules choose', async () => {
  const stranger = await world.addUser({ name: 'Stranger' });
  const add = (name: string, index: number, more = {}) =>
    world.addContact({ name, ownerId: stranger, numbers: [{ e164: number(index) }], ...more });
  const organizationId = await world.addOrganization({ name: 'Acme', numbers: [number(3)] });
  const hers = await add('Hers', 0, { managerIds: agents });
  const secret = await add('Secret', 1);
  await add('A. Shared', 2);
  const managed = await add('Z. Shared', 2, { managerIds: agents });
  const plans = await Promise.all([0, 1, 2, 3, 4].map((index) => receive(incoming(world, number(index)))));
  expect(plans.map(({ kind }) => kind)).toEqual(Array.from({ length: 5 }, () => 'ring'));
  const calls = await Promise.all(plans.map(({ callId }) => stored(callId)));
  const nobody = { contactId: null, organizationId: null, isHidden: false, onTimelineOf: null };
  expect(calls).toEqual([
    { ...nobody, contactId: hers, onTimelineOf: hers },
    { ...nobody, contactId: secret, onTimelineOf: secret, isHidden: true },
    { ...nobody, contactId: managed, onTimelineOf: managed },
    { ...nobody, organizationId },
    nobody,
  ]);
  const cards = agents.flatMap((userId) => world.events.of(userId, 'call:rang').map(({ card }) => card.kind));
  expect(cards.toSorted()).toEqual(['contact', 'contact', 'out_of_reach', 'out_of_reach', 'unknown']);
});

test('an extension tells people at one switchboard apart', async () => {
  const jan = await world.addContact({
    name: 'Jan',
    ownerId: anna,
    numbers: [{ e164: number(1), extension: '12' }],
  });
  const from = (extension: string | null) => {
    const call = incoming(world, number(1));
    return receive({ ...call, caller: { ...call.caller, extension } });
  };
  for (const [extension, contactId] of [
    ['12', jan],
    [null, jan],
    ['13', null],
  ] as const) {
    expect(await stored((await from(extension)).callId)).toMatchObject({
      contactId,
      onTimelineOf: contactId,
    });
  }
});

test('a call that cannot be tied rings all the same, and the others with it', async () => {
  for (const name of ['Jan', 'Ewa']) {
    await world.addContact({ name, ownerId: anna, numbers: [{ e164: number(1) }] });
  }
  const failing = receiveCall(world.anotherProcess('calls-tie-received'));
  const plans = await Promise.all([failing(incoming(world, number(1))), failing(incoming(world, null))]);
  expect(plans.map(({ kind }) => kind)).toEqual(['ring', 'ring']);
  const rang = agents.flatMap((userId) => world.events.of(userId, 'call:rang'));
  expect(rang.map(({ card, call }) => [card.kind, call.contactId])).toEqual([
    ['unknown', null],
    ['unknown', null],
  ]);
  const { callId } = plans[0];
  await endCall(world.deps)({
    callId: callId ?? '',
    at: world.at,
    hangupSide: 'contact',
    sipCode: 487,
    reason: null,
  });
  expect((await statuses()).filter((status) => status === 'ringing')).toHaveLength(1);
});

test('a call that has to wait for others rings nobody, and those beside it do', async () => {
  const lines = [false, true, false, false, true];
  const plans = await Promise.all(lines.map((isLong) => receive(incoming(world, null), () => isLong)));
  expect(plans.map(({ kind }) => kind)).toEqual(['ring', 'wait', 'ring', 'ring', 'wait']);
  expect((await statuses()).filter((status) => status === 'ringing')).toHaveLength(3);
});

test('a card that cannot be cut keeps no phone from ringing, and is reported', async () => {
  await world.rows(`UPDATE users SET data_access = 'own' WHERE id = $1`, [anna]);
  const [, other = ''] = agents;
  await world.addContact({ name: 'Jan', ownerId: other, numbers: [{ e164: number(1) }] });
  const { callId } = await receive(incoming(world, number(1)), () => true);
  const failing = ringNextAgent(world.anotherProcess('calls-hide-contact'));
  expect(await failing({ callId: callId ?? '', at: world.at })).toMatchObject({ userId: anna });
  expect(world.reported).toEqual(['a contact out of reach could not be marked so']);
  expect(world.events.of(anna, 'call:rang')).toHaveLength(1);
});

test('a known Call-ID among calls that come at once is not written again, and the others are', async () => {
  const known = incoming(world, null);
  const first = await receive(known);
  const calls = [known, incoming(world, null), incoming(world, null)];
  const plans = await Promise.all(calls.map((call) => receive(call)));
  expect(plans[0]).toEqual(first);
  expect(new Set(plans.map(({ callId }) => callId)).size).toBe(3);
  expect((await statuses()).filter((status) => status === 'ringing')).toHaveLength(3);
});

test('a call that comes gives way to changes that are far behind, yet not for as long as they are', async () => {
  const { read } = world.deps.database;
  const { callId } = await receive(incoming(world, null));
  const call = await read.calls.load(callId ?? '', world.at);
  if (call === null) throw new Error('the call is not there');
  const unlock = await world.lock('SELECT FROM calls WHERE id = $1 FOR UPDATE', [callId]);
  const changes = Array.from({ length: 100 }, () =>
    read.calls.save(call, { ...call, version: call.version + 1 }, null),
  );
  const asked = vi.spyOn(pg.Pool.prototype, 'query');
  const isAsked = () =>
    asked.mock.calls.some(([config]) => (config as { name?: string }).name === 'calls-receive');
  let isWaitedFor = false;
  try {
    const received = receive(incoming(world, null), () => isWaitedFor);
    await pause(100);
    expect(isAsked()).toBe(false);
    isWaitedFor = true; // by then others may wait, and go first
    expect(await received).toMatchObject({ kind: 'wait' });
    expect(isAsked()).toBe(true);
  } finally {
    await unlock();
  }
  expect((await Promise.all(changes)).filter(Boolean)).toHaveLength(1);
});
