import { aViewer } from '../support/access/viewers.ts';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { getAgent } from '../../server/domain/agents/get-agent.ts';
import type { E164 } from '../../server/domain/callers/phone-number.ts';
import { answerCall } from '../../server/domain/calls/answer-call.ts';
import { claimOutbound } from '../../server/domain/calls/claim-outbound.ts';
import { closeOrphanedCalls } from '../../server/domain/calls/close-orphaned-calls.ts';
import { endCall } from '../../server/domain/calls/end-call.ts';
import { getCall } from '../../server/domain/calls/get-call.ts';
import { listQueuedOutbound } from '../../server/domain/calls/list-queued-outbound.ts';
import { markLegRinging } from '../../server/domain/calls/mark-leg-ringing.ts';
import { queueOutbound } from '../../server/domain/calls/queue-outbound.ts';
import { DIALLED, goToWork, later } from '../support/calls/actions.ts';
import { createPgWorld, type PgWorld } from '../support/calls/pg-world.ts';

let world: PgWorld;
let head: string;
let anna: string;
let jan: string;
let secret: string;
let projectId: string;
const director = aViewer({ role: 'director' });

beforeAll(async () => {
  world = await createPgWorld();
  head = await world.addUser({ name: 'Hanna', role: 'head' });
  anna = await world.addUser({ name: 'Anna', responsibleId: head });
  jan = await world.addContact({ name: 'Jan', ownerId: anna });
  secret = await world.addContact({ name: 'Secret', ownerId: head });
  projectId = await world.addProject({ dialled: DIALLED, memberIds: [anna], wrapUpSeconds: 0 });
  await world.insert('trunks', {
    id: randomUUID(),
    name: 'trunk',
    host: 'trunk.example',
    allowed_sources: [],
    dial_format: 'prefixed',
    dial_prefix: '00',
    caller_id: '+48225550100',
    channel_limit: 1,
  });
});
beforeEach(() => goToWork(world, anna));
afterAll(() => world.close());

const queue = (more: { userId?: string | null; contactId?: string; notAfter?: Date } = {}) =>
  world.deps.database.transaction((stores) =>
    queueOutbound(world.deps)(stores, {
      callId: world.deps.newId(),
      projectId,
      userId: anna,
      contactId: jan,
      meetingId: null,
      number: '+48600100200' as E164,
      extension: null,
      numberReceived: '600 100 200',
      displayName: 'Jan',
      at: world.at,
      notAfter: new Date(world.at.getTime() + 60_000),
      ...more,
    }),
  );
const claim = (callId: string, gatewayId = 'g1') =>
  claimOutbound(world.deps)({
    callId,
    gatewayId,
    at: world.at,
    leaseUntil: new Date(world.at.getTime() + 60_000),
  });
const end = (callId: string, sipCode = 200) =>
  endCall(world.deps)({ callId, at: world.at, hangupSide: 'contact', sipCode, reason: null });
const statusOf = async (userId: string) => (await getAgent(world.deps)({ userId })).status;
const callId = async () => (await queue())?.callId ?? '';

test('of ten gateways one gets the plan, in the trunk’s dial format', async () => {
  const id = await callId();
  expect(await listQueuedOutbound(world.deps)({ now: world.at })).toEqual([id]);
  const plans = await Promise.all(Array.from({ length: 10 }, (_, index) => claim(id, `g${index}`)));
  expect(plans.filter((plan) => plan !== null)).toMatchObject([
    { callId: id, first: 'agent', dial: '0048600100200', callerId: '+48225550100', agent: { userId: anna } },
  ]);
  expect(await listQueuedOutbound(world.deps)({ now: world.at })).toEqual([]);
  await end(id, 487);
});

test('it is answered once both have answered, and the agent is on the call from the own answer on', async () => {
  const id = await callId();
  const plan = (await claim(id))!;
  const at = later(world, 1);
  await answerCall(world.deps)({ callId: id, legId: plan.agent.legId, at });
  expect(await statusOf(anna)).toBe('on_call');
  await markLegRinging(world.deps)({ callId: id, legId: plan.contactLegId, at, sipCode: 180 });
  expect(await getCall(world.deps)({ viewer: director, callId: id })).toMatchObject({ status: 'ringing' });
  await answerCall(world.deps)({ callId: id, legId: plan.contactLegId, at });
  expect(world.events.of(anna, 'call:answered').at(-1)).toMatchObject({ call: { id, status: 'answered' } });
  await end(id);
  expect(await getCall(world.deps)({ viewer: director, callId: id })).toMatchObject({ result: 'answered' });
  expect(await statusOf(anna)).toBe('available');
});

test('a contact who is busy leaves a busy call and a free agent', async () => {
  const id = await callId();
  const plan = (await claim(id))!;
  await answerCall(world.deps)({ callId: id, legId: plan.agent.legId, at: world.at });
  await end(id, 486);
  expect(await getCall(world.deps)({ viewer: director, callId: id })).toMatchObject({ result: 'busy' });
  expect(await statusOf(anna)).toBe('available');
});

test('past its time it is cancelled, never dialled', async () => {
  const id = await callId();
  later(world, 60);
  expect(await claim(id)).toBeNull();
  const call = await getCall(world.deps)({ viewer: director, callId: id });
  expect(call).toMatchObject({ result: 'cancelled', reason: 'too_late' });
  expect(await statusOf(anna)).toBe('available');
});

test('one nobody claims is cancelled by the sweep', async () => {
  const id = await callId();
  await closeOrphanedCalls(world.deps)({ now: later(world, 61) });
  expect(await getCall(world.deps)({ viewer: director, callId: id })).toMatchObject({ reason: 'too_late' });
  expect(await statusOf(anna)).toBe('available');
});

test('with every channel taken it fails and frees its agent', async () => {
  const first = await callId();
  expect(await claim(first)).not.toBeNull();
  const bob = await world.addUser({ name: 'Bob', responsibleId: head });
  await goToWork(world, bob);
  const second = (await queue({ userId: bob }))?.callId ?? '';
  expect(await claim(second)).toBeNull();
  expect(await getCall(world.deps)({ viewer: director, callId: second })).toMatchObject({
    reason: 'no_trunk',
  });
  expect(await statusOf(bob)).toBe('available');
  await end(first, 487);
});

test('an agent who is not free is not taken; nobody who may not see the contact is taken for it', async () => {
  expect(await queue({ userId: null, contactId: secret })).toBeNull();
  const queued = await queue({ userId: null });
  expect(queued?.rang).toMatchObject({ card: { kind: 'contact', contactId: jan }, call: { contactId: jan } });
  expect(await queue()).toBeNull();
  await end(queued?.callId ?? '', 487);
});
