import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changeStatus } from '#domain/users/change-status.ts';
import { aViewer } from '../support/access/viewers.ts';
import { eventually } from '../support/until.ts';
import { RegisteringPhone } from './support/registering-phone.ts';
import { type Switchboard, startSwitchboard } from './support/start-switchboard.ts';

let board: Switchboard;
beforeAll(async () => {
  board = await startSwitchboard();
});
afterAll(() => board.close());

describe('a call from outside', () => {
  test('rings the agent’s phone with the caller’s number and name', async () => {
    const team = await board.company.team();
    const phone = await board.phoneOf(team.agents[0]);
    const call = board.callTo(team, { from: '+48601100200', displayName: 'Jan Kowalski' });
    const ringing = await phone.nextCall();
    expect(ringing.caller).toBe('+48601100200');
    expect(ringing.invite.header('from')).toContain('"Jan Kowalski"');
    ringing.ring();
    await call.rang();
    await call.cancel();
  });

  test('answered and hung up by the caller is an answered call, and the agent goes to wrap-up', async () => {
    const team = await board.company.team();
    const [agent] = team.agents;
    const phone = await board.phoneOf(agent);
    const call = board.callTo(team);
    const ringing = await phone.nextCall();
    ringing.ring();
    await call.rang();
    await ringing.answer();
    await call.answered();
    await board.log.agentIs(agent.id, 'on_call');
    await call.hangUp();
    expect(await ringing.ended()).toEqual({ by: 'them', how: 'BYE' });
    const logged = await board.log.ended(call.callId);
    expect(logged).toMatchObject({ result: 'answered', hangup_side: 'contact', agent_id: agent.id });
    expect(logged.ringing_at).not.toBeNull();
    expect(logged.answered_at).not.toBeNull();
    await board.log.agentIs(agent.id, 'wrap_up');
  });

  test('whose caller left the offer to us and hangs up with the ACK is an answered call', async () => {
    const team = await board.company.team();
    const [agent] = team.agents;
    const phone = await board.phoneOf(agent);
    const call = board.callTo(team, { leavesOffer: true });
    const ringing = await phone.nextCall();
    const answered = ringing.answer();
    // in the same turn as the ACK: both reach the gateway in one piece
    await call.hangUp();
    await answered;
    expect(await ringing.ended()).toEqual({ by: 'them', how: 'BYE' });
    const logged = await board.log.ended(call.callId);
    expect(logged).toMatchObject({ result: 'answered', hangup_side: 'contact', agent_id: agent.id });
  });

  test('hung up by the agent is logged so', async () => {
    const team = await board.company.team();
    const phone = await board.phoneOf(team.agents[0]);
    const call = board.callTo(team);
    const ringing = await phone.nextCall();
    await ringing.answer();
    await call.answered();
    await ringing.hangUp();
    expect(await call.ended()).toEqual({ by: 'them', how: 'BYE' });
    expect(await board.log.ended(call.callId)).toMatchObject({ result: 'answered', hangup_side: 'agent' });
  });

  test('given up while it rings is an abandoned call, and the phone stops ringing', async () => {
    const team = await board.company.team();
    const [agent] = team.agents;
    const phone = await board.phoneOf(agent);
    const call = board.callTo(team);
    const ringing = await phone.nextCall();
    ringing.ring();
    await call.rang();
    await call.cancel();
    expect(await ringing.ended()).toEqual({ by: 'them', how: 'CANCEL' });
    expect(await board.log.ended(call.callId)).toMatchObject({ result: 'abandoned', hangup_side: 'contact' });
    await board.log.agentIs(agent.id, 'available');
  });

  test('given up at once is an abandoned call too, and nobody stays reserved', async () => {
    const team = await board.company.team();
    const [agent] = team.agents;
    await board.phoneOf(agent);
    const call = board.callTo(team);
    await call.cancel();
    expect(await board.log.ended(call.callId)).toMatchObject({ result: 'abandoned' });
    await board.log.agentIs(agent.id, 'available');
  });

  test('goes to the next agent when the first one’s phone is busy', async () => {
    const { call, first, second } = await callToTwoAgents();
    first.reject(486);
    const ringing = await second();
    ringing.ring();
    await ringing.answer();
    await call.answered();
    await call.hangUp();
    const logged = await board.log.ended(call.callId);
    expect(logged.result).toBe('answered');
    expect(await board.log.legs(logged.id)).toMatchObject([
      { result: 'busy', sip_code: 486 },
      { result: 'answered' },
    ]);
  });

  test('goes to the next agent when the first one rejects it', async () => {
    const { call, first, second } = await callToTwoAgents();
    first.ring();
    first.reject(603);
    await (await second()).answer();
    await call.answered();
    await call.hangUp();
    const logged = await board.log.ended(call.callId);
    expect(await board.log.legs(logged.id)).toMatchObject([{ result: 'rejected' }, { result: 'answered' }]);
  });

  test('goes to the next agent when the first one does not answer, who is paused then', async () => {
    const { call, first, second, firstAgentId } = await callToTwoAgents({ ring_seconds: 1 });
    first.ring();
    expect(await first.ended()).toEqual({ by: 'them', how: 'CANCEL' });
    await (await second()).answer();
    await call.answered();
    await board.log.agentIs(firstAgentId(), 'paused');
    await call.hangUp();
    const logged = await board.log.ended(call.callId);
    expect(await board.log.legs(logged.id)).toMatchObject([{ result: 'no_answer' }, { result: 'answered' }]);
  });

  test('goes to the next agent at once when the first one is dismissed', async () => {
    const lookingSeldom = await startSwitchboard({ timings: { renewLeaseEveryMs: 60_000 } });
    try {
      const { call, first, second, firstAgentId } = await callToTwoAgents({}, lookingSeldom);
      first.ring();
      await call.rang();
      await dismiss(lookingSeldom, firstAgentId());
      expect(await first.ended()).toEqual({ by: 'them', how: 'CANCEL' });
      await (await second()).answer();
      await call.answered();
      expect(await lookingSeldom.log.agentStatus(firstAgentId())).toBe('offline');
      await call.hangUp();
      const logged = await lookingSeldom.log.ended(call.callId);
      expect(await lookingSeldom.log.legs(logged.id)).toMatchObject([
        { result: 'failed', reason: 'agent_cut_off' },
        { result: 'answered' },
      ]);
    } finally {
      await lookingSeldom.close();
    }
  });

  test('goes to the next agent a little later when no hint says that the first one is dismissed', async () => {
    const { call, first, second, firstAgentId } = await callToTwoAgents();
    first.ring();
    await board.database.query(`UPDATE users SET status = 'dismissed' WHERE id = $1`, [firstAgentId()]);
    expect(await first.ended()).toEqual({ by: 'them', how: 'CANCEL' });
    await (await second()).answer();
    await call.answered();
    await call.hangUp();
  });

  test('is talked to its end by an agent who is dismissed meanwhile', async () => {
    const team = await board.company.team();
    const phone = await board.phoneOf(team.agents[0]);
    const call = board.callTo(team);
    const ringing = await phone.nextCall();
    await ringing.answer();
    await call.answered();
    await board.log.answered(call.callId);
    await dismiss(board, team.agents[0].id);
    await call.hangUp();
    expect(await ringing.ended()).toEqual({ by: 'them', how: 'BYE' });
    expect(await board.log.ended(call.callId)).toMatchObject({
      result: 'answered',
      hangup_side: 'contact',
    });
  });

  test('goes to the next agent when the first one’s phone is unplugged', async () => {
    const team = await board.company.team({ agents: 2 });
    const phones = await Promise.all(team.agents.map((agent) => board.phoneOf(agent)));
    phones[0]!.unplug();
    const call = board.callTo(team);
    const ringing = await phones[1]!.nextCall();
    await ringing.answer();
    await call.answered();
    await call.hangUp();
    expect((await board.log.ended(call.callId)).agent_id).toBe(team.agents[1]!.id);
  });

  test('leaves a phone that says nothing at all alone from then on, and rings the agent’s other one', async () => {
    const team = await board.company.team();
    const [agent] = team.agents;
    const silent = await RegisteringPhone.open(board.sip);
    await silent.prove({ ...agent, contact: silent.contact() });
    const phone = await board.phoneOf(agent);
    const call = board.callTo(team);
    const ringing = await phone.nextCall();
    ringing.ring();
    await eventually(async () => {
      const { rows } = await board.database.query<{ route_uri: string }>(
        'SELECT route_uri FROM registrations WHERE user_id = $1',
        [agent.id],
      );
      return rows.length === 1 && rows[0]?.route_uri === `sip:127.0.0.1:${phone.port};transport=udp`;
    }, 'the silent phone is forgotten');
    await eventually(
      async () =>
        board.published.some(
          ({ userId, event, payload }) =>
            userId === agent.id &&
            event === 'agent:changed' &&
            (payload as { agent: { phones: number } }).agent.phones === 1,
        ),
      'the agent’s desk knows',
    );
    await ringing.answer();
    await call.answered();
    await call.hangUp();
    silent.close();
  });

  test('whose agent has only a phone that says nothing waits for another', async () => {
    const team = await board.company.team();
    const [agent] = team.agents;
    const silent = await RegisteringPhone.open(board.sip);
    await silent.prove({ ...agent, contact: silent.contact() });
    await board.database.query(`UPDATE agent_states SET status = 'available' WHERE user_id = $1`, [agent.id]);
    const call = board.callTo(team);
    await eventually(async () => {
      const { rows } = await board.database.query(
        `SELECT FROM call_legs l WHERE l.user_id = $1 AND l.ended_at IS NOT NULL
          AND NOT EXISTS (SELECT FROM registrations r WHERE r.user_id = l.user_id)`,
        [agent.id],
      );
      return rows.length === 1;
    }, 'the silent phone is forgotten, and that it did not answer is written');
    const phone = await board.phoneOf(agent);
    await board.database.query(
      `UPDATE call_legs SET ended_at = ended_at - interval '1 minute'
      WHERE user_id = $1`,
      [agent.id],
    );
    await (await phone.nextCall()).answer();
    await call.answered();
    await call.hangUp();
    silent.close();
  });

  test('waits for an agent who becomes free', async () => {
    const team = await board.company.team();
    const [agent] = team.agents;
    const phone = await board.phoneOf(agent);
    await board.database.query(`UPDATE agent_states SET status = 'paused' WHERE user_id = $1`, [agent.id]);
    const call = board.callTo(team);
    await call.progressed();
    await board.database.query(`UPDATE agent_states SET status = 'available' WHERE user_id = $1`, [agent.id]);
    await (await phone.nextCall()).answer();
    await call.answered();
    await call.hangUp();
    expect((await board.log.ended(call.callId)).result).toBe('answered');
  });

  test('waits behind who waits already, also where an agent became free and nobody has looked yet', async () => {
    const patient = await startSwitchboard({ timings: { lookAgainMs: 60_000 } });
    try {
      const team = await patient.company.team();
      const [agent] = team.agents;
      const phone = await patient.phoneOf(agent);
      const become = (status: string) =>
        patient.database.query('UPDATE agent_states SET status = $2 WHERE user_id = $1', [agent.id, status]);
      await become('paused');
      const first = patient.callTo(team, { from: '+48601100201' });
      await first.progressed();
      await become('available');
      const second = patient.callTo(team, { from: '+48601100202' });
      const ringing = await phone.nextCall();
      expect(ringing.caller).toBe('+48601100201');
      await ringing.answer();
      await first.answered();
      await first.hangUp();
      await second.cancel();
    } finally {
      await patient.close();
    }
  });

  test('is rung for while another waits at whom the only free agent has just hung up', async () => {
    const team = await board.company.team();
    const phone = await board.phoneOf(team.agents[0]);
    const refused = board.callTo(team);
    (await phone.nextCall()).reject(486);
    await board.log.agentIs(team.agents[0].id, 'available');
    const call = board.callTo(team, { from: '+48601100203' });
    const ringing = await phone.nextCall();
    expect(ringing.caller).toBe('+48601100203');
    await ringing.answer();
    await call.answered();
    await call.hangUp();
    await refused.cancel();
  });

  test('that nobody can take within the time to wait is a missed call', async () => {
    const team = await board.company.team({ project: { max_wait_seconds: 1 } });
    const call = board.callTo(team);
    expect(await call.ended()).toEqual({ by: 'them', how: 480 });
    expect(await board.log.ended(call.callId)).toMatchObject({ result: 'missed', reason: 'waited_too_long' });
  });

  test('rings all phones of the agent; the first to answer has it and the others stop', async () => {
    const team = await board.company.team();
    const desk = await board.phoneOf(team.agents[0]);
    const soft = await board.phoneOf(team.agents[0]);
    const call = board.callTo(team);
    const [one, other] = await Promise.all([desk.nextCall(), soft.nextCall()]);
    one.ring();
    other.ring();
    await other.answer();
    await call.answered();
    expect(await one.ended()).toEqual({ by: 'them', how: 'CANCEL' });
    await call.hangUp();
    await other.ended();
  });

  test('to a number that leads nowhere is refused', async () => {
    const call = board.trunkPeer.call({ ...board.sip, from: '+48601100200', to: '999999' });
    expect(await call.ended()).toEqual({ by: 'them', how: 404 });
  });

  const dismiss = ({ deps, company }: Switchboard, userId: string) =>
    changeStatus({ ...deps, accessAnnouncer: { accessChanged: () => undefined } })({
      viewer: aViewer({ role: 'director', userId: company.directorId }),
      actor: { userId: company.directorId, name: 'Dora Director', address: '127.0.0.1' },
      userId,
      status: 'dismissed',
    });

  /** Two agents, one call; `first` is at whichever phone rings first. */
  async function callToTwoAgents(project: Record<string, unknown> = {}, at = board) {
    const team = await at.company.team({ agents: 2, project });
    const phones = await Promise.all(team.agents.map((agent) => at.phoneOf(agent)));
    const call = at.callTo(team);
    const reached = await Promise.race(
      phones.map(async (phone, index) => ({ ringing: await phone.nextCall(), index })),
    );
    const other = phones[1 - reached.index]!;
    return {
      call,
      first: reached.ringing,
      second: async () => other.calls[0] ?? (await other.nextCall()),
      firstAgentId: () => team.agents[reached.index]!.id,
    };
  }
});
