import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHeldCalls } from '../../telephony/held-calls.ts';
import type { OutgoingCall } from '../support/sip/outgoing-call.ts';
import { type Switchboard, startSwitchboard } from './support/start-switchboard.ts';

const nothing = (): void => undefined;
let board: Switchboard;
beforeAll(async () => {
  board = await startSwitchboard({
    prepare: (database) => database.query('UPDATE trunks SET channel_limit = 2'),
  });
});
afterAll(() => board.close());

test('calls that come at once get no more channels than the trunk has, and the next gets one that is free again', async () => {
  const team = await board.company.team({ agents: 4 });
  const phones = await Promise.all(team.agents.map((agent) => board.phoneOf(agent)));
  for (const phone of phones) void phone.nextCall(30_000).then((ringing) => ringing.ring(), nothing);
  const calls = [1, 2, 3, 4].map((last) => board.callTo(team, { from: `+4860110020${last}` }));
  const [first, second, third, fourth] = calls as [OutgoingCall, OutgoingCall, OutgoingCall, OutgoingCall];
  for (const call of [third, fourth]) expect(await call.ended()).toEqual({ by: 'them', how: 503 });
  await Promise.all([first.rang(), second.rang()]);
  await first.cancel();
  await board.log.ended(first.callId);

  const next = board.callTo(team);
  await next.rang();
  await Promise.all([second.cancel(), next.cancel()]);
});

test('a channel is free again once, and who waits for all calls waits for those nobody holds, too', async () => {
  const heldCalls = createHeldCalls(nothing);
  const isOver = heldCalls.begin();
  const freeChannel = heldCalls.takeChannel('trunk');
  const call = { callId: null, trunkId: 'trunk', onLinkDown: nothing, onLinkUp: nothing, hangUp: nothing };
  const release = heldCalls.add(call);
  expect(heldCalls.countOnTrunk('trunk')).toBe(2);
  freeChannel();
  freeChannel();
  expect(heldCalls.countOnTrunk('trunk')).toBe(1);
  release();
  release();
  expect([heldCalls.countOnTrunk('trunk'), heldCalls.all()]).toEqual([0, []]);
  // its end is not written yet
  expect(await heldCalls.drained(20)).toBe(false);
  const drained = heldCalls.drained(5000);
  isOver();
  expect(await drained).toBe(true);
});
