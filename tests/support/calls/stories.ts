import { aViewer } from '../access/viewers.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getAgent } from '../../../server/domain/agents/get-agent.ts';
import { requestStatus } from '../../../server/domain/agents/request-status.ts';
import { unregisterPhone } from '../../../server/domain/agents/unregister-phone.ts';
import type { Viewer } from '../../../server/domain/access/viewer.ts';
import { addCaller } from '../../../server/domain/calls/add-caller.ts';
import { answerCall } from '../../../server/domain/calls/answer-call.ts';
import { assignCaller } from '../../../server/domain/calls/assign-caller.ts';
import { closeOrphanedCalls } from '../../../server/domain/calls/close-orphaned-calls.ts';
import { completeWrapUp } from '../../../server/domain/calls/complete-wrap-up.ts';
import { endCall } from '../../../server/domain/calls/end-call.ts';
import { endExpiredWrapUps } from '../../../server/domain/calls/end-expired-wrap-ups.ts';
import { endLeg } from '../../../server/domain/calls/end-leg.ts';
import { getCall } from '../../../server/domain/calls/get-call.ts';
import { listCalls } from '../../../server/domain/calls/list-calls.ts';
import { markLegRinging } from '../../../server/domain/calls/mark-leg-ringing.ts';
import { noteFacts } from '../../../server/domain/calls/note-facts.ts';
import { receiveCall } from '../../../server/domain/calls/receive-call.ts';
import { recordPainted } from '../../../server/domain/calls/record-painted.ts';
import { rejectCaller } from '../../../server/domain/calls/reject-caller.ts';
import { ringNextAgent } from '../../../server/domain/calls/ring-next-agent.ts';
import { closeWindow } from '../../../server/domain/desk/close-window.ts';
import { deskSnapshot } from '../../../server/domain/desk/desk-snapshot.ts';
import { openWindow } from '../../../server/domain/desk/open-window.ts';
import { DIALLED, goToWork, HOUR, incoming, later, ringing, windowOf } from './actions.ts';
import type { World } from './world.ts';

const JAN = '+48600100200';

/** The same stories over the fake stores and over PostgreSQL: what one does, the other does. */
export function tellCallStories(storesName: string, createWorld: () => Promise<World>): void {
  describe(`calls over ${storesName}`, () => {
    let world: World;
    let head: string;
    let anna: string;
    let bob: string;
    let jan: string;
    let projectId: string;

    beforeAll(async () => {
      world = await createWorld();
      head = await world.addUser({ name: 'Hanna', role: 'head' });
      jan = '';
    });
    afterAll(() => world.close());

    /** A fresh project with two agents, so that stories do not meet. */
    let stories = 0;
    const begin = async (project: Parameters<World['addProject']>[0] | object = {}) => {
      stories += 1;
      anna = await world.addUser({ name: `Anna${stories}`, responsibleId: head });
      bob = await world.addUser({ name: `Bob${stories}`, responsibleId: head });
      projectId = await world.addProject({ dialled: dialled(), memberIds: [anna, bob], ...project });
      later(world, 1);
      await goToWork(world, anna);
      later(world, 1);
      await goToWork(world, bob);
      later(world, 1);
      world.events.clear();
    };
    const dialled = () => `${DIALLED}-${stories}`;
    const ring = (from: string | null) => ringing(world, from, { dialled: dialled() });
    const receive = (from: string | null, more = {}) =>
      receiveCall(world.deps)(incoming(world, from, { dialled: dialled(), ...more }));
    const viewer = (userId: string): Viewer => aViewer({ userId, responsibleId: head });
    const statusOf = async (userId: string) => (await getAgent(world.deps)({ userId })).status;
    const at = () => world.at;
    const number = () => `+4860000${String(1000 + stories)}`;

    test('a known caller pops in the window in front of the agent who has been idle longest', async () => {
      await begin();
      jan = await world.addContact({ name: 'Jan', ownerId: anna, numbers: [{ e164: number() }] });
      const plan = await ring(number());
      expect(plan.ring.userId).toBe(anna);
      expect(plan.ring.phones).toHaveLength(1);
      const [rang] = world.events.of(anna, 'call:rang');
      expect(rang).toMatchObject({
        popWindowId: windowOf(anna),
        call: { status: 'ringing', contactId: jan },
        card: {
          kind: 'contact',
          name: 'Jan',
          hit: { certainty: 'certain', reasons: ['mobile_of', 'you_manage'] },
        },
      });
      expect(await world.timelineCalls(jan)).toEqual([plan.callId]);
      expect(await statusOf(anna)).toBe('ringing');
    });

    test('the same INVITE again gets the same plan and rings nobody else', async () => {
      await begin();
      const call = incoming(world, null, { dialled: dialled() });
      const first = await receiveCall(world.deps)(call);
      const again = await receiveCall(world.deps)(call);
      expect(again).toEqual(first);
      expect(await statusOf(bob)).toBe('available');
    });

    test('a reserved agent is not rung for a second call; a third caller waits', async () => {
      await begin();
      const [one, two] = [await ring(null), await ring(null)];
      expect([one.ring.userId, two.ring.userId]).toEqual([anna, bob]);
      expect(await receive(null)).toMatchObject({ kind: 'wait' });
    });

    test('who is kept free for a meeting, has no live phone, or is paused is passed over', async () => {
      await begin();
      await world.keepFree(anna, new Date(at().getTime() + 60_000));
      await unregisterPhone(world.deps)({ userId: bob, contactUri: null, sipCallId: 'x', cseq: 1, at: at() });
      expect(await receive(null)).toMatchObject({ kind: 'wait' });
      later(world, 61);
      expect((await ring(null)).ring.userId).toBe(anna);
      await goToWork(world, bob);
      await requestStatus(world.deps)({ userId: bob, status: 'paused', reason: 'lunch' });
      expect(await receive(null)).toMatchObject({ kind: 'wait' });
    });

    test('a caller who gives up while it rings leaves an abandoned call and a free agent', async () => {
      await begin();
      const { callId } = await ring(null);
      const end = { callId, at: later(world, 5), hangupSide: 'contact', sipCode: 487, reason: null } as const;
      expect(await endCall(world.deps)(end)).toEqual({ ended: true });
      expect(await endCall(world.deps)(end)).toEqual({ ended: false });
      expect(world.events.of(anna, 'call:ended')).toMatchObject([{ call: { result: 'abandoned' } }]);
      expect(await statusOf(anna)).toBe('available');
    });

    test('who does not answer is paused, and the next agent is rung', async () => {
      await begin();
      const { callId, ring: first } = await ring(null);
      await endLeg(world.deps)({
        callId,
        legId: first.legId,
        at: later(world, 20),
        result: 'no_answer',
        sipCode: 408,
        reason: null,
      });
      expect(await getAgent(world.deps)({ userId: anna })).toMatchObject({
        status: 'paused',
        pauseReason: 'no_answer',
      });
      expect(world.events.of(anna, 'call:withdrawn')).toEqual([{ callId, reason: 'no_answer' }]);
      const second = await ringNextAgent(world.deps)({ callId, at: at() });
      expect(second?.userId).toBe(bob);
      expect(await ringNextAgent(world.deps)({ callId, at: at() })).toBeNull();
    });

    test('a colleague of the contact’s owner who is rung next sees who calls', async () => {
      await begin();
      jan = await world.addContact({ name: 'Jan', ownerId: anna, numbers: [{ e164: number() }] });
      const { callId, ring: first } = await ring(number());
      const rejected = { at: at(), result: 'busy', sipCode: 486, reason: null } as const;
      await endLeg(world.deps)({ callId, legId: first.legId, ...rejected });
      expect((await ringNextAgent(world.deps)({ callId, at: at() }))?.userId).toBe(bob);
      expect(world.events.of(bob, 'call:rang')).toMatchObject([
        { card: { kind: 'contact', contactId: jan }, call: { contactId: jan } },
      ]);
    });

    test('who rejects a call is free for others, but not asked for this one again within half a minute', async () => {
      await begin();
      await requestStatus(world.deps)({ userId: bob, status: 'offline', reason: null });
      const { callId, ring: first } = await ring(null);
      await endLeg(world.deps)({
        callId,
        legId: first.legId,
        at: at(),
        result: 'rejected',
        sipCode: 603,
        reason: 'Decline',
      });
      expect(await statusOf(anna)).toBe('available');
      expect(world.events.of(anna, 'call:withdrawn')).toEqual([{ callId, reason: 'rejected' }]);
      expect(await ringNextAgent(world.deps)({ callId, at: later(world, 10) })).toBeNull();
      expect((await ringNextAgent(world.deps)({ callId, at: later(world, 21) }))?.userId).toBe(anna);
    });

    test('an answered call is wrapped up with an outcome and a note, then the agent is free', async () => {
      await begin();
      const outcome = await world.addOutcome(projectId, 'Sold');
      const { callId, ring: leg } = await ring(null);
      await markLegRinging(world.deps)({ callId, legId: leg.legId, at: later(world, 1), sipCode: 180 });
      expect(await answerCall(world.deps)({ callId, legId: leg.legId, at: later(world, 3) })).toEqual({
        won: true,
      });
      expect(await statusOf(anna)).toBe('on_call');
      await endCall(world.deps)({
        callId,
        at: later(world, 60),
        hangupSide: 'contact',
        sipCode: 200,
        reason: null,
      });
      expect(world.events.of(anna, 'wrap_up:started')).toMatchObject([
        { callId, outcomes: [{ id: outcome, name: 'Sold' }] },
      ]);
      expect((await deskSnapshot(world.deps)({ userId: anna, windowId: 'w' })).wrapUp).toMatchObject({
        callId,
      });
      await completeWrapUp(world.deps)({ viewer: viewer(anna), callId, outcomeId: outcome, note: 'Glad.' });
      expect(await statusOf(anna)).toBe('available');
      expect((await deskSnapshot(world.deps)({ userId: anna, windowId: 'w' })).wrapUp).toBeNull();
      expect(await getCall(world.deps)({ viewer: viewer(anna), callId })).toMatchObject({
        result: 'answered',
        agentId: anna,
        outcome: 'Sold',
        note: 'Glad.',
        legs: [{ result: 'answered', userId: anna }],
      });
    });

    test('what happened to a call and is noted together is written at once and told one after another', async () => {
      await begin();
      const { callId, ring: plan } = await ring(null);
      world.events.clear();
      const { legId } = plan;
      const call = await noteFacts(world.deps)({
        callId,
        facts: [
          { kind: 'ringing', legId, at: later(world, 1), sipCode: 180 },
          { kind: 'answered', legId, at: later(world, 1) },
          { kind: 'answered', legId, at: later(world, 1) },
          { kind: 'ended', at: later(world, 60), hangupSide: 'agent', sipCode: null, reason: null },
        ],
      });
      expect(call).toMatchObject({ status: 'ended', result: 'answered', hangupSide: 'agent', agentId: anna });
      expect(await world.deps.database.read.calls.load(callId, at())).toMatchObject({
        status: 'ended',
        legs: [{ status: 'ended', result: 'answered', answeredAt: expect.any(String) as string }],
      });
      expect(world.events.names(anna).filter((name) => name.startsWith('call:'))).toEqual([
        'call:answered',
        'call:ended',
      ]);
      expect(world.events.of(anna, 'wrap_up:started')).toHaveLength(1);
      expect(await statusOf(anna)).toBe('wrap_up');
    });

    test('only the agent of the call writes it up, and only with an outcome of its project', async () => {
      await begin();
      const { callId, ring: leg } = await ring(null);
      await answerCall(world.deps)({ callId, legId: leg.legId, at: at() });
      await endCall(world.deps)({ callId, at: at(), hangupSide: 'contact', sipCode: 200, reason: null });
      const form = { callId, outcomeId: null, note: '' };
      await expect(completeWrapUp(world.deps)({ ...form, viewer: viewer(bob) })).rejects.toMatchObject({
        code: 'forbidden',
      });
      await expect(
        completeWrapUp(world.deps)({ ...form, viewer: viewer(anna), outcomeId: projectId }),
      ).rejects.toMatchObject({
        code: 'invalid',
      });
      expect(await statusOf(anna)).toBe('wrap_up');
    });

    test('a wrap-up nobody completes ends by itself', async () => {
      await begin();
      const { callId, ring: leg } = await ring(null);
      await answerCall(world.deps)({ callId, legId: leg.legId, at: at() });
      await endCall(world.deps)({ callId, at: at(), hangupSide: 'agent', sipCode: 200, reason: null });
      await endExpiredWrapUps(world.deps)({ now: later(world, 59) });
      expect(await statusOf(anna)).toBe('wrap_up');
      await endExpiredWrapUps(world.deps)({ now: later(world, 2) });
      expect(await statusOf(anna)).toBe('available');
    });

    test('what an agent asks for during a call takes effect after it', async () => {
      await begin({ wrapUpSeconds: 0 });
      const { callId, ring: leg } = await ring(null);
      await answerCall(world.deps)({ callId, legId: leg.legId, at: at() });
      await requestStatus(world.deps)({ userId: anna, status: 'paused', reason: 'lunch' });
      expect(await getAgent(world.deps)({ userId: anna })).toMatchObject({
        status: 'on_call',
        nextStatus: 'paused',
      });
      await endCall(world.deps)({ callId, at: at(), hangupSide: 'contact', sipCode: 200, reason: null });
      expect(await getAgent(world.deps)({ userId: anna })).toMatchObject({
        status: 'paused',
        pauseReason: 'lunch',
        nextStatus: null,
        callId: null,
      });
    });

    test('late and doubled events change nothing', async () => {
      await begin();
      const { callId, ring: leg } = await ring(null);
      const ids = { callId, legId: leg.legId };
      await answerCall(world.deps)({ ...ids, at: later(world, 1) });
      await markLegRinging(world.deps)({ ...ids, at: later(world, 1), sipCode: 180 });
      const late = { ...ids, at: at(), result: 'no_answer', sipCode: 408, reason: null } as const;
      expect(await endLeg(world.deps)(late)).toEqual({ ended: false });
      expect(await answerCall(world.deps)({ ...ids, at: later(world, 1) })).toEqual({ won: true });
      expect(await statusOf(anna)).toBe('on_call');
      await endCall(world.deps)({
        callId,
        at: later(world, 1),
        hangupSide: 'agent',
        sipCode: 200,
        reason: null,
      });
      const before = await getCall(world.deps)({ viewer: viewer(anna), callId });
      expect(await endLeg(world.deps)(late)).toEqual({ ended: false });
      expect(await ringNextAgent(world.deps)({ callId, at: at() })).toBeNull();
      expect(await getCall(world.deps)({ viewer: viewer(anna), callId })).toEqual(before);
    });

    test('a caller out of the agent’s reach shows as known, and nothing else (A41)', async () => {
      await begin();
      const stranger = await world.addUser({ name: `Stranger${stories}` });
      await world.addContact({ name: 'Secret', ownerId: stranger, numbers: [{ e164: number() }] });
      const { callId, ring: leg } = await ring(number());
      expect(world.events.of(anna, 'call:rang')).toMatchObject([
        { card: { kind: 'out_of_reach' }, call: { contactId: null, number: number() } },
      ]);
      await answerCall(world.deps)({ callId, legId: leg.legId, at: at() });
      await endCall(world.deps)({ callId, at: at(), hangupSide: 'contact', sipCode: 200, reason: null });
      const desk = await deskSnapshot(world.deps)({ userId: anna, windowId: 'w' });
      const logged = await listCalls(world.deps)({
        viewer: viewer(anna),
        filter: {},
        cursor: null,
        limit: 1,
      });
      const everything = JSON.stringify([
        desk,
        logged,
        world.events.of(anna, 'call:ended'),
        world.events.of(anna, 'wrap_up:started'),
      ]);
      expect(everything).not.toContain('Secret');
      expect(logged.items[0]).toMatchObject({ isContactHidden: true, contactId: null, contactName: null });
      expect(logged.items[0]?.id).toBe(callId);
    });

    test('of two who share a number the one the agent manages comes first', async () => {
      await begin();
      const his = await world.addContact({ name: 'A. His', ownerId: bob, numbers: [{ e164: number() }] });
      const hers = await world.addContact({
        name: 'Z. Hers',
        ownerId: bob,
        managerIds: [anna],
        numbers: [{ e164: number() }],
      });
      await ring(number());
      expect(world.events.of(anna, 'call:rang')).toMatchObject([
        { card: { contactId: hers, hit: { certainty: 'likely' }, others: [{ contactId: his }] } },
      ]);
    });

    test('a company’s shared number or range shows the company, with its people in reach', async () => {
      await begin();
      const company = '+48225550199';
      const range = { prefix: company.slice(0, -3), length: company.length };
      const organizationId = await world.addOrganization({ name: 'Acme', ownerId: anna, ranges: [range] });
      const stranger = await world.addUser({ name: `Stranger${stories}` });
      await world.addContact({ name: 'Ewa', ownerId: anna, organizationId });
      await world.addContact({ name: 'Secret', ownerId: stranger, organizationId });
      await ring(company);
      expect(world.events.of(anna, 'call:rang')).toMatchObject([
        {
          card: {
            kind: 'organization',
            name: 'Acme',
            people: [{ name: 'Ewa' }],
            hit: { reasons: ['company_range'] },
          },
        },
      ]);
    });

    test('a number that only stands in a note is a maybe and ties nothing', async () => {
      await begin();
      const contactId = await world.addContact({ name: 'Jan', ownerId: anna });
      await world.mention(number(), contactId);
      await ring(number());
      expect(world.events.of(anna, 'call:rang')).toMatchObject([
        { call: { contactId: null }, card: { kind: 'unknown', others: [{ certainty: 'maybe', contactId }] } },
      ]);
      expect(await world.timelineCalls(contactId)).toEqual([]);
    });

    test('a withheld caller and a project without identification get a card that says nothing', async () => {
      await begin({ isIdentificationOn: false });
      await world.addContact({ name: 'Jan', ownerId: anna, numbers: [{ e164: number() }] });
      await ring(number());
      await ring(null);
      expect(world.events.of(anna, 'call:rang')).toMatchObject([
        { card: { kind: 'unknown', isIdentificationSkipped: true } },
      ]);
      expect(world.events.of(bob, 'call:rang')).toMatchObject([{ card: { kind: 'unknown', country: null } }]);
      const reloaded = await deskSnapshot(world.deps)({ userId: anna, windowId: 'w' });
      expect(reloaded.calls).toMatchObject([{ card: { kind: 'unknown', isIdentificationSkipped: true } }]);
    });

    test('quick add ties the call and that number’s earlier calls to the new contact', async () => {
      await begin();
      const earlier = await ring(number());
      await endCall(world.deps)({
        callId: earlier.callId,
        at: later(world, 1),
        hangupSide: 'contact',
        sipCode: 487,
        reason: null,
      });
      const now = await ring(number());
      const userId = now.ring.userId;
      const fields = {
        firstName: ' New ',
        lastName: '',
        position: null,
        organizationId: null,
        stageId: null,
        sourceId: null,
      };
      const { contactId } = await addCaller(world.deps)({
        viewer: viewer(userId),
        callId: now.callId,
        ...fields,
      });
      expect([...(await world.timelineCalls(contactId))].sort()).toEqual([earlier.callId, now.callId].sort());
      expect(world.events.of(userId, 'call:identified')).toMatchObject([
        { card: { kind: 'contact', name: 'New' } },
      ]);
      const third = await ring(number());
      expect(world.events.of(third.ring.userId, 'call:rang').at(-1)).toMatchObject({
        card: { kind: 'contact', name: 'New' },
      });
      await expect(
        addCaller(world.deps)({ viewer: viewer(userId), callId: now.callId, ...fields, firstName: '  ' }),
      ).rejects.toMatchObject({ code: 'invalid' });
    });

    test('‘not this person’ is remembered until somebody assigns the two again', async () => {
      await begin();
      const contactId = await world.addContact({ name: 'Jan', ownerId: anna, numbers: [{ e164: number() }] });
      const { callId } = await ring(number());
      await rejectCaller(world.deps)({ viewer: viewer(anna), callId, contactId });
      expect(world.events.of(anna, 'call:identified')).toMatchObject([
        { call: { contactId: null }, card: { kind: 'unknown' } },
      ]);
      expect(await world.timelineCalls(contactId)).toEqual([]);
      await ring(number());
      expect(world.events.of(bob, 'call:rang')).toMatchObject([{ card: { kind: 'unknown' } }]);
      await assignCaller(world.deps)({ viewer: viewer(anna), callId, contactId });
      expect(world.events.of(anna, 'call:identified').at(-1)).toMatchObject({
        card: { kind: 'contact', contactId },
      });
    });

    test('nobody assigns a contact or a call out of reach', async () => {
      await begin();
      const stranger = await world.addUser({ name: `Stranger${stories}` });
      const contactId = await world.addContact({ name: 'Secret', ownerId: stranger });
      const { callId } = await ring(number());
      const outside: Viewer = aViewer({ userId: stranger });
      await expect(
        assignCaller(world.deps)({ viewer: viewer(anna), callId, contactId }),
      ).rejects.toMatchObject({ code: 'not_found' });
      await expect(assignCaller(world.deps)({ viewer: outside, callId, contactId })).rejects.toMatchObject({
        code: 'not_found',
      });
      await expect(getCall(world.deps)({ viewer: outside, callId })).rejects.toMatchObject({
        code: 'not_found',
      });
    });

    test('nobody takes a call away from a contact out of reach, or says that it is not that contact', async () => {
      await begin();
      const stranger = await world.addUser({ name: `Stranger${stories}` });
      const numbers = [{ e164: number() }];
      const secret = await world.addContact({ name: 'Secret', ownerId: stranger, numbers });
      const own = await world.addContact({ name: 'Own', ownerId: anna });
      const { callId } = await ring(number());
      const mine = { viewer: viewer(anna), callId };
      await expect(assignCaller(world.deps)({ ...mine, contactId: own })).rejects.toMatchObject({
        code: 'forbidden',
      });
      const quickAdd = { position: null, organizationId: null, stageId: null, sourceId: null };
      await expect(
        addCaller(world.deps)({ ...mine, ...quickAdd, firstName: 'New', lastName: '' }),
      ).rejects.toMatchObject({ code: 'forbidden' });
      await expect(rejectCaller(world.deps)({ ...mine, contactId: secret })).rejects.toMatchObject({
        code: 'not_found',
      });
      expect(await world.timelineCalls(secret)).toEqual([callId]);
      await ring(number());
      expect(world.events.of(bob, 'call:rang')).toMatchObject([{ card: { kind: 'out_of_reach' } }]);
    });

    test('nobody makes a contact of a caller without the pencil on contacts', async () => {
      await begin();
      const { callId } = await ring(number());
      const quickAdd = { position: null, organizationId: null, stageId: null, sourceId: null };
      const add = (changes: Partial<Viewer>) =>
        addCaller(world.deps)({
          viewer: { ...viewer(anna), ...changes },
          ...{ ...quickAdd, callId, firstName: 'New', lastName: '' },
        });
      const looking = { readableSections: ['contacts', 'calls'], changeableSections: ['calls'] } as const;
      await expect(add(looking)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(add({ ...looking, readableSections: ['calls'] })).rejects.toMatchObject({
        code: 'forbidden',
      });
      expect(world.events.of(anna, 'call:identified')).toEqual([]);
      expect(await getCall(world.deps)({ viewer: viewer(anna), callId })).toMatchObject({ contactId: null });
    });

    test('the wrap-up of a call out of reach looks like that of one that does not exist, whatever it says', async () => {
      await begin();
      const { callId, ring: first } = await ring(null);
      await answerCall(world.deps)({ callId, legId: first.legId, at: later(world, 1) });
      for (const unknown of [callId, world.deps.newId()]) {
        const form = { viewer: aViewer(), callId: unknown, outcomeId: world.deps.newId(), note: '' };
        await expect(completeWrapUp(world.deps)(form)).rejects.toMatchObject({ code: 'not_found' });
      }
    });

    test('an agent who reloads in mid-call finds the call; a pop whose window is gone goes to the new one', async () => {
      await begin();
      const { callId } = await ring(null);
      await closeWindow(world.deps)({ userId: anna, windowId: windowOf(anna), serverId: 's1' });
      const leaseUntil = new Date(at().getTime() + HOUR);
      const windowId = `reloaded ${stories}`;
      await openWindow(world.deps)({ userId: anna, windowId, serverId: 's2', hasFocus: true, leaseUntil });
      const desk = await deskSnapshot(world.deps)({ userId: anna, windowId });
      expect(desk).toMatchObject({
        agent: { status: 'ringing' },
        calls: [{ popWindowId: windowId, call: { id: callId } }],
      });
    });

    test('INVITE to painted is kept once, for the window that was to pop', async () => {
      await begin();
      const { callId } = await ring(null);
      const painted = (windowId: string, moment: Date) =>
        recordPainted(world.deps)({ callId, userId: anna, windowId, at: moment });
      const soon = new Date(at().getTime() + 120);
      expect(await painted('another', soon)).toBeNull();
      expect(await painted(windowOf(anna), soon)).toBe(120);
      expect(await painted(windowOf(anna), later(world, 9))).toBeNull();
    });

    test('a dead gateway’s calls are closed with what is known, and the agents freed (T72)', async () => {
      await begin({ wrapUpSeconds: 0 });
      const [rung, answered] = [await ring(null), await ring(null)];
      await answerCall(world.deps)({ callId: answered.callId, legId: answered.ring.legId, at: at() });
      await closeOrphanedCalls(world.deps)({ now: later(world, 30) });
      expect(await statusOf(anna)).toBe('ringing');
      await closeOrphanedCalls(world.deps)({ now: later(world, 60) });
      const log = (callId: string) => getCall(world.deps)({ viewer: viewer(anna), callId });
      expect(await log(rung.callId)).toMatchObject({
        result: 'lost',
        reason: 'gateway_lost',
        hangupSide: 'system',
      });
      expect(await log(answered.callId)).toMatchObject({ result: 'answered', reason: 'gateway_lost' });
      expect([await statusOf(anna), await statusOf(bob)]).toEqual(['available', 'available']);
    });

    test('a call to no project, or outside business hours, is refused and in the log', async () => {
      await begin({ businessHours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '03:00', to: '03:01' }] });
      expect(await receive(null)).toMatchObject({ kind: 'refuse', sipCode: 480, reason: 'closed' });
      const refused = await receive(JAN, { dialled: 'nowhere' });
      expect(refused).toMatchObject({ kind: 'refuse', sipCode: 404, reason: 'no_project' });
      const director: Viewer = aViewer({ userId: head, role: 'director' });
      expect(await getCall(world.deps)({ viewer: director, callId: refused.callId ?? '' })).toMatchObject({
        result: 'rejected',
      });
    });
  });
}
