import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { sendReply } from '../../telephony/sip/send-reply.ts';
import { sipp } from './engine/sipp.ts';
import { ScriptedPhone } from './support/scripted-phone.ts';
import { type Switchboard, startSwitchboard } from './support/start-switchboard.ts';

let board: Switchboard;
const phones: ScriptedPhone[] = [];
beforeAll(async () => {
  board = await startSwitchboard({
    timings: {
      bridge: { everyMs: 60_000, answerWithinMs: 500, againMs: 100, misses: 1, longestCallMs: 60_000 },
    },
  });
});
afterEach(() => {
  for (const phone of phones.splice(0)) phone.close();
});
afterAll(() => board.close());

describe('what the caller asks during the call', () => {
  test('reaches the agent’s phone: other media, DTMF, messages', async () => {
    const phone = await agentPhone(await ScriptedPhone.open());
    await sipp(target(), { scenario: 'caller-talks-in-the-dialog' });
    await phone.asked('BYE');
    const asked = phone.requests.map((request) => request.method);
    expect(asked).toEqual(['INVITE', 'INVITE', 'INFO', 'MESSAGE', 'UPDATE', 'BYE']);
    expect(phone.requests[1]?.body).toContain('m=audio');
  });

  test('is refused when the phone refuses it, and the next time let through', async () => {
    const phone = await agentPhone(
      await ScriptedPhone.open((request, earlier) => {
        const invites = earlier.filter((one) => one.method === 'INVITE').length;
        return { status: request.method === 'INVITE' && invites === 1 ? 488 : 200 };
      }),
    );
    await sipp(target(), { scenario: '../../scenarios/caller-holds-after-a-refusal' });
    const resumed = await phone.asked('INVITE', 3);
    expect(resumed.body).toContain('a=sendonly');
  });
});

describe('a response nobody has words for', () => {
  test('is passed on as the general one of its class, and the call goes on', async () => {
    const phone = await agentPhone(
      await ScriptedPhone.open((request) => ({ status: request.method === 'MESSAGE' ? 299 : 200 })),
    );
    await sipp(target(), { scenario: 'caller-talks-in-the-dialog' });
    await phone.asked('BYE');
  });

  test('is not an exception', () => {
    const sent: number[] = [];
    const send = (status: number): void => {
      if (status === 499) throw new Error('status is required and must be a valid sip response code');
      sent.push(status);
    };
    sendReply({ finalResponseSent: false, send }, 499, undefined, {});
    sendReply({ finalResponseSent: true, send }, 486, undefined, {});
    expect(sent).toEqual([400]);
  });
});

/** The phone of the only agent behind the number that SIPp dials. */
async function agentPhone(phone: ScriptedPhone): Promise<ScriptedPhone> {
  phones.push(phone);
  const team = await board.company.team();
  const [agent] = team.agents;
  await board.database.query(`DELETE FROM project_numbers WHERE dialled = 'service'`);
  await board.database.query(`INSERT INTO project_numbers (dialled, project_id) VALUES ('service', $1)`, [
    team.projectId,
  ]);
  await board.reachAt(agent, phone.port);
  return phone;
}

function target() {
  return { control: { host: '', port: 0, secret: '' }, sip: board.sip, ws: undefined, engine: undefined };
}
