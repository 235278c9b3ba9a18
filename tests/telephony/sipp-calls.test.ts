import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../deploy/local/ports.ts';
import type { Team } from '../support/product/company.ts';
import { sipp, sippCallee } from './engine/sipp.ts';
import type { LoggedCall } from './support/call-log.ts';
import { type Switchboard, startSwitchboard } from './support/start-switchboard.ts';

/* The same stories told by another SIP implementation. What SIPp calls its service is the number it dials. */
const DIALLED = 'service';
const OWN = '../../scenarios/';

let board: Switchboard;
beforeAll(async () => {
  board = await startSwitchboard();
});
afterAll(() => board.close());

describe('a caller by SIPp', () => {
  test('ten times together, each time another agent answers and the caller hangs up: ten answered calls', async () => {
    const team = await teamOf(10);
    const phones = await sippPhones(team, 'callee-answers', 10);
    await sipp(target(), { scenario: 'caller-hangs-up', calls: 10, perSecond: 50 });
    await phones.done;
    const calls = await endedCalls(team, 10);
    expect(calls.map((call) => call.result)).toEqual(Array.from({ length: 10 }, () => 'answered'));
    expect(new Set(calls.map((call) => call.agent_id)).size).toBe(10);
    expect(new Set(calls.map((call) => call.hangup_side))).toEqual(new Set(['contact']));
  });

  test('who gives up while it rings is an abandoned call', async () => {
    const team = await teamOf(1);
    const phones = await sippPhones(team, 'callee-is-cancelled', 1);
    await sipp(target(), { scenario: 'caller-gives-up' });
    await phones.done;
    expect(await endedCalls(team, 1)).toMatchObject([{ result: 'abandoned', hangup_side: 'contact' }]);
  });

  test('is hung up on by the agent', async () => {
    const team = await teamOf(1);
    const phone = await board.phoneOf(team.agents[0]);
    const caller = sipp(target(), { scenario: 'callee-hangs-up' });
    const ringing = await phone.nextCall();
    ringing.ring();
    await ringing.answer();
    await board.log.agentIs(team.agents[0].id, 'on_call');
    await ringing.hangUp();
    await caller;
    expect(await endedCalls(team, 1)).toMatchObject([{ result: 'answered', hangup_side: 'agent' }]);
  });

  test('whose INVITE comes three times has one call', async () => {
    const team = await teamOf(1);
    const phones = await sippPhones(team, 'callee-answers', 1);
    await sipp(target(), { scenario: `${OWN}caller-repeats-its-invite` });
    await phones.done;
    expect(await endedCalls(team, 1)).toMatchObject([{ result: 'answered' }]);
  });

  test('who leaves the offer to us talks all the same', async () => {
    const team = await teamOf(1);
    const phones = await sippPhones(team, 'callee-answers', 1);
    await sipp(target(), { scenario: `${OWN}caller-leaves-the-offer` });
    await phones.done;
    expect(await endedCalls(team, 1)).toMatchObject([{ result: 'answered', hangup_side: 'contact' }]);
  });
});

/** A new team takes the number over. */
async function teamOf(agents: number): Promise<Team> {
  const team = await board.company.team({ agents });
  await board.database.query('DELETE FROM project_numbers WHERE dialled = $1', [DIALLED]);
  await board.database.query('INSERT INTO project_numbers (dialled, project_id) VALUES ($1, $2)', [
    DIALLED,
    team.projectId,
  ]);
  return team;
}

/** One SIPp is every agent's phone. */
async function sippPhones(team: Team, scenario: string, calls: number): Promise<{ done: Promise<void> }> {
  const port = await freePort();
  for (const agent of team.agents) {
    const uri = `sip:${agent.login}@127.0.0.1:${port}`;
    await board.database.query(
      `INSERT INTO registrations (id, user_id, contact_uri, route_uri, transport, sip_call_id, cseq, registered_at,
         expires_at) VALUES (gen_random_uuid(), $1, $2, $2, 'udp', $2, 1, now(), now() + interval '1 hour')`,
      [agent.id, uri],
    );
    await board.database.query(`UPDATE agent_states SET status = 'available' WHERE user_id = $1`, [agent.id]);
  }
  return sippCallee(target(), { scenario, port, calls });
}

function endedCalls(team: Team, count: number): Promise<LoggedCall[]> {
  const find = async (): Promise<LoggedCall[]> => {
    const { rows } = await board.database.query<LoggedCall>(
      `SELECT * FROM calls WHERE project_id = $1 AND status = 'ended'`,
      [team.projectId],
    );
    return rows;
  };
  return expect
    .poll(async () => (await find()).length, { timeout: 5_000 })
    .toBe(count)
    .then(find);
}

function target() {
  return { control: { host: '', port: 0, secret: '' }, sip: board.sip, ws: undefined, engine: undefined };
}
