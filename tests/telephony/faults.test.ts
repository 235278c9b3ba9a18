import { afterEach, describe, expect, test } from 'vitest';
import { pgGatewayStore } from '#data/pg-gateway-store.ts';
import { closeOrphanedCalls } from '#domain/calls/close-orphaned-calls.ts';
import type { E164 } from '#domain/callers/phone-number.ts';
import { endCall } from '#domain/calls/end-call.ts';
import type { IncomingCall } from '../support/sip/incoming-call.ts';
import type { OutgoingCall } from '../support/sip/outgoing-call.ts';
import type { Telephone } from '../support/sip/telephone.ts';
import { type CuttableLine, cuttableLine } from '../support/cuttable-line.ts';
import { ScriptedPhone } from './support/scripted-phone.ts';
import { type Switchboard, type SwitchboardOptions, startSwitchboard } from './support/start-switchboard.ts';

/** A drachtio-server that others use is not stopped. */
const isRealEngine = Boolean(process.env['DRACHTIO_URL']);

let board: Switchboard;
const lines: CuttableLine[] = [];
const phones: ScriptedPhone[] = [];
afterEach(async () => {
  await board.close();
  for (const line of lines.splice(0)) await line.close();
  for (const phone of phones.splice(0)) phone.close();
});

describe('in the middle of a call', () => {
  test('an agent’s phone that is unplugged is noticed; the caller is released and the agent freed', async () => {
    const { call, phone, agentId } = await talking();
    phone.unplug();
    expect(await call.ended()).toEqual({ by: 'them', how: 'BYE' });
    expect(await board.log.ended(call.callId)).toMatchObject({
      result: 'answered',
      hangup_side: 'system',
      reason: 'agent_gone',
    });
    await board.log.agentIs(agentId, 'wrap_up');
  });

  test('a caller whose BYE was lost is noticed; the agent’s phone is released', async () => {
    const { call, atPhone } = await talking();
    board.trunkPeer.unplug();
    expect(await atPhone.ended()).toEqual({ by: 'them', how: 'BYE' });
    expect(await board.log.ended(call.callId)).toMatchObject({ result: 'answered', reason: 'contact_gone' });
  });

  test.skipIf(isRealEngine)(
    'an engine that starts anew has lost the call: it is closed, the agent freed, and the next call served',
    async () => {
      const { call, phone, agentId, team } = await talking();
      board.stopEngine();
      await board.startEngine();
      expect(await board.log.ended(call.callId)).toMatchObject({ result: 'answered', hangup_side: 'system' });
      await board.log.agentIs(agentId, 'wrap_up');
      await makeAvailable(agentId);
      const next = board.callTo(team);
      const ringing = await phone.nextCall();
      await ringing.answer();
      await next.answered();
      await next.hangUp();
      expect((await board.log.ended(next.callId)).result).toBe('answered');
    },
  );

  test.skipIf(isRealEngine)('an engine that stays away has the call closed after a while', async () => {
    const { call } = await talking({ timings: { engineGraceMs: 200 } });
    board.stopEngine();
    expect(await board.log.ended(call.callId)).toMatchObject({
      hangup_side: 'system',
      reason: 'engine_lost',
    });
  });

  test('a gateway that is killed leaves a call whose lease runs out, and the sweep closes it', async () => {
    const { call, agentId } = await talking({ timings: { renewLeaseEveryMs: 60_000, leaseMs: 1 } });
    const close = closeOrphanedCalls(board.deps);
    await expect.poll(() => close({ now: new Date() }), { timeout: 5_000 }).toBe(1);
    expect(await board.log.ended(call.callId)).toMatchObject({ result: 'answered', reason: 'gateway_lost' });
    await board.log.agentIs(agentId, 'wrap_up');
  });

  test('a gateway that starts anew closes at once what its former self held', async () => {
    const { call } = await talking({ timings: { renewLeaseEveryMs: 60_000, leaseMs: 60_000 } });
    const gateways = pgGatewayStore(board.database);
    expect(await gateways.endFormerLeases('another', 'another.1', new Date())).toBe(0);
    expect(await gateways.endFormerLeases('test', 'test.anew', new Date())).toBe(1);
    expect(await closeOrphanedCalls(board.deps)({ now: new Date() })).toBe(1);
    expect(await board.log.ended(call.callId)).toMatchObject({ reason: 'gateway_lost' });
  });

  test('that somebody else ends in the log is hung up on both sides', async () => {
    const { call, atPhone } = await talking();
    const { id } = await board.log.answered(call.callId);
    const end = { at: new Date(), hangupSide: 'system', sipCode: null, reason: 'test' } as const;
    await endCall(board.deps)({ callId: id, ...end });
    await Promise.all([call.ended(), atPhone.ended()]);
  });

  test('the lease is renewed as long as the call lasts', async () => {
    const { call } = await talking({ timings: { renewLeaseEveryMs: 50, leaseMs: 1_000 } });
    const lease = async (): Promise<number> => {
      const { rows } = await board.database.query<{ lease_until: Date }>(
        'SELECT lease_until FROM calls WHERE sip_call_id = $1',
        [call.callId],
      );
      return rows[0]!.lease_until.getTime();
    };
    const first = await lease();
    await expect.poll(lease, { timeout: 5_000 }).toBeGreaterThan(first + 100);
  });

  test('a gateway that is told to end says so to both sides and writes it down', async () => {
    const { call, atPhone } = await talking();
    const closing = board.gateway.close();
    await Promise.all([call.ended(), atPhone.ended()]);
    await closing;
    expect(await board.log.ended(call.callId)).toMatchObject({ reason: 'gateway_closing' });
  });
});

test.skipIf(isRealEngine)(
  'a call that comes while a gateway starts waits until the trunks are known',
  async () => {
    board = await startSwitchboard();
    const team = await board.company.team();
    const phone = await board.phoneOf(team.agents[0]);
    await board.gateway.close();
    const holder = await board.database.connect();
    await holder.query('BEGIN; LOCK TABLE trunks IN ACCESS EXCLUSIVE MODE');
    const gateway = board.startAnotherGateway();
    await expect.poll(() => gateway.isEngineUp()).toBe(true);
    const call = board.callTo(team);
    await expect.poll(() => call.statuses).toContain(100);
    await holder.query('COMMIT');
    holder.release();
    (await phone.nextCall()).ring();
    await call.rang();
    await call.cancel();
    expect(call.statuses).not.toContain(503);
    await gateway.close();
  },
);

describe('while the two are joined', () => {
  test.skipIf(isRealEngine).each(['agent', 'contact'])(
    'an engine that dies with our question unanswered ends the call that has the %s first, and lets go of the agent',
    async (first) => {
      board = await startSwitchboard();
      // both answer a new call; the one who waits for the other is asked to move his sound, and does not answer that
      const phone = await silentWhenAskedAgain();
      const contact = await silentWhenAskedAgain();
      await board.database.query(`UPDATE trunks SET port = $1`, [contact.port]);
      await board.gateway.refresh();
      const team = await board.company.team({ project: { meeting_first_dialled: first } });
      await board.reachAt(team.agents[0], phone.port);
      const callId = await board.queueCall(team, '+48601999888' as E164);
      await (first === 'agent' ? phone : contact).asked('INVITE', 2);
      board.stopEngine();
      expect(await board.log.endedById(callId)).toMatchObject({
        hangup_side: 'system',
        reason: 'engine_lost',
      });
      // who had his contact on the line has something to write down
      await board.log.agentIs(team.agents[0].id, first === 'agent' ? 'wrap_up' : 'available');
    },
  );
});

describe('while it rings', () => {
  test.skipIf(isRealEngine)('an engine that dies ends the call, and the agent is free', async () => {
    board = await startSwitchboard();
    const team = await board.company.team();
    const phone = await board.phoneOf(team.agents[0]);
    const call = board.callTo(team);
    (await phone.nextCall()).ring();
    await call.rang();
    board.stopEngine();
    expect(await board.log.ended(call.callId)).toMatchObject({ result: 'missed', reason: 'engine_lost' });
    await board.log.agentIs(team.agents[0].id, 'available');
  });
});

describe('while the database is away', () => {
  test('a caller still reaches the project’s agents, and the call is in the log when the database is back', async () => {
    const line = await withLine();
    const team = await board.company.team();
    const phone = await board.phoneOf(team.agents[0]);
    await board.gateway.refresh();
    line.cut();
    const call = board.callTo(team);
    const ringing = await phone.nextCall();
    ringing.ring();
    await call.rang();
    await ringing.answer();
    await call.answered();
    await call.hangUp();
    await ringing.ended();
    expect(board.published.find(({ event }) => event === 'call:rang')?.payload).toMatchObject({
      card: { kind: 'unknown', isIdentificationSkipped: true },
    });
    line.mend();
    expect(await board.log.ended(call.callId)).toMatchObject({
      result: 'answered',
      hangup_side: 'contact',
      agent_id: team.agents[0].id,
    });
  });

  test('a call that was under way goes on, and its end is written when the database is back', async () => {
    const line = await withLine();
    const { call, atPhone } = await talkOver(board);
    line.cut();
    await call.hangUp();
    await atPhone.ended();
    line.mend();
    expect(await board.log.ended(call.callId)).toMatchObject({ result: 'answered', hangup_side: 'contact' });
  });
});

async function silentWhenAskedAgain(): Promise<ScriptedPhone> {
  const phone = await ScriptedPhone.open((request, earlier) =>
    request.method === 'INVITE' && earlier.length > 0 ? null : { status: 200 },
  );
  phones.push(phone);
  return phone;
}

interface TalkingCall {
  readonly call: OutgoingCall;
  readonly phone: Telephone;
  readonly atPhone: IncomingCall;
  readonly agentId: string;
  readonly team: Awaited<ReturnType<Switchboard['company']['team']>>;
}

async function talking(options: SwitchboardOptions = {}): Promise<TalkingCall> {
  board = await startSwitchboard(options);
  return talkOver(board);
}

async function talkOver({ company, phoneOf, callTo, log }: Switchboard): Promise<TalkingCall> {
  const team = await company.team();
  const phone = await phoneOf(team.agents[0]);
  const call = callTo(team);
  const atPhone = await phone.nextCall();
  atPhone.ring();
  await atPhone.answer();
  await call.answered();
  await log.answered(call.callId);
  return { call, phone, atPhone, agentId: team.agents[0].id, team };
}

async function withLine(): Promise<CuttableLine> {
  let line: CuttableLine | undefined;
  board = await startSwitchboard({
    databaseUrl: async (url) => {
      line = await cuttableLine(url);
      return line.url;
    },
  });
  lines.push(line!);
  return line!;
}

function makeAvailable(userId: string): Promise<unknown> {
  return board.database.query(
    `UPDATE agent_states SET status = 'available', call_id = NULL, wrap_up_until = NULL WHERE user_id = $1`,
    [userId],
  );
}
