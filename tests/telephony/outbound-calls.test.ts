import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { E164 } from '#domain/callers/phone-number.ts';
import type { IncomingCall } from '../support/sip/incoming-call.ts';
import type { Telephone } from '../support/sip/telephone.ts';
import { ScriptedPhone } from './support/scripted-phone.ts';
import { type Switchboard, startSwitchboard } from './support/start-switchboard.ts';

let board: Switchboard;
beforeAll(async () => {
  board = await startSwitchboard();
});
afterAll(() => board.close());

const NUMBER = '+48601999888' as E164;

describe('a call placed with the agent first', () => {
  test('rings the agent with the contact’s name, then the contact with the trunk’s number, and joins them', async () => {
    const { callId, phone, agentId } = await placed();
    const agent = await phone.nextCall();
    expect(agent.invite.header('from')).toContain('"Anna Nowak"');
    expect(agent.invite.body).toBe('');
    agent.ring();
    await agent.answer();
    const contact = await contactRings();
    expect(contact.dialled).toBe(NUMBER);
    expect(contact.caller).toBe('+48225550800');
    expect(contact.invite.body).toContain('m=audio 40000');
    contact.ring();
    await contact.answer();
    await board.log.agentIs(agentId, 'on_call');
    await statusOf(callId, 'answered');
    await contact.hangUp();
    await agent.ended();
    expect(await board.log.endedById(callId)).toMatchObject({ result: 'answered', hangup_side: 'contact' });
    await board.log.agentIs(agentId, 'wrap_up');
  });

  test('is hung up by the agent', async () => {
    const { callId, phone } = await placed();
    const agent = await phone.nextCall();
    await agent.answer();
    const contact = await contactRings();
    await contact.answer();
    await statusOf(callId, 'answered');
    await agent.hangUp();
    await contact.ended();
    expect(await board.log.endedById(callId)).toMatchObject({ result: 'answered', hangup_side: 'agent' });
  });

  test('is an answered call even when the agent hangs up the moment the contact has answered', async () => {
    const { callId, phone } = await placed();
    const agent = await phone.nextCall();
    await agent.answer();
    const contact = await contactRings();
    await contact.answer();
    await agent.hangUp();
    await contact.ended();
    expect(await board.log.endedById(callId)).toMatchObject({ result: 'answered', hangup_side: 'agent' });
  });

  test.each([
    [486, 'busy'],
    [603, 'rejected'],
    [480, 'no_answer'],
    [404, 'failed'],
  ])('to a contact who answers %i is %s', async (status, result) => {
    const { callId, phone, agentId } = await placed();
    const agent = await phone.nextCall();
    await agent.answer();
    (await contactRings()).reject(status);
    await agent.ended();
    expect(await board.log.endedById(callId)).toMatchObject({ result, sip_code: status });
    await board.log.agentIs(agentId, 'available');
  });

  test('to a contact who does not answer in time is not answered', async () => {
    const { callId, phone } = await placed({ meeting_ring_seconds: 1 });
    const agent = await phone.nextCall();
    await agent.answer();
    const contact = await contactRings();
    contact.ring();
    expect(await contact.ended()).toEqual({ by: 'them', how: 'CANCEL' });
    await agent.ended();
    expect(await board.log.endedById(callId)).toMatchObject({ result: 'no_answer', reason: 'rang_too_long' });
  });

  test('is cancelled when the agent hangs up while it rings at the contact', async () => {
    const { callId, phone } = await placed();
    const agent = await phone.nextCall();
    await agent.answer();
    const contact = await contactRings();
    contact.ring();
    await agent.hangUp();
    expect(await contact.ended()).toEqual({ by: 'them', how: 'CANCEL' });
    expect(await board.log.endedById(callId)).toMatchObject({ result: 'cancelled', hangup_side: 'agent' });
  });

  test.each([
    [486, 'busy'],
    [603, 'rejected'],
  ])('whose agent’s phone answers %i never rings the contact', async (status, result) => {
    const before = board.trunkPeer.calls.length;
    const { callId, phone } = await placed();
    (await phone.nextCall()).reject(status);
    expect(await board.log.endedById(callId)).toMatchObject({ result });
    expect(board.trunkPeer.calls).toHaveLength(before);
  });

  test('whose agent may not work any more while it rings never rings the contact', async () => {
    const before = board.trunkPeer.calls.length;
    const { callId, phone, agentId } = await placed();
    const agent = await phone.nextCall();
    agent.ring();
    await board.database.query(`UPDATE users SET status = 'inactive' WHERE id = $1`, [agentId]);
    expect(await agent.ended()).toEqual({ by: 'them', how: 'CANCEL' });
    expect(await board.log.endedById(callId)).toMatchObject({ result: 'failed', reason: 'agent_failed' });
    expect(board.trunkPeer.calls).toHaveLength(before);
  });

  test('whose agent does not answer is not answered', async () => {
    const { callId, phone } = await placed({ meeting_ring_seconds: 1 });
    (await phone.nextCall()).ring();
    expect(await board.log.endedById(callId)).toMatchObject({ result: 'no_answer' });
  });
});

describe('a call placed with the contact first', () => {
  const contactFirst = { meeting_first_dialled: 'contact' };

  test('rings the agent once the contact has answered, and joins them', async () => {
    const { callId, phone } = await placed(contactFirst);
    const contact = await contactRings();
    expect(contact.invite.body).toContain('a=inactive');
    contact.ring();
    await contact.answer();
    const agent = await phone.nextCall();
    agent.ring();
    await agent.answer();
    await statusOf(callId, 'answered');
    await agent.hangUp();
    await contact.ended();
    expect(await board.log.endedById(callId)).toMatchObject({ result: 'answered', hangup_side: 'agent' });
  });

  test.each([
    [486, 'busy'],
    [603, 'rejected'],
  ])('never rings the agent when the contact answers %i', async (status, result) => {
    const { callId, phone } = await placed(contactFirst);
    (await contactRings()).reject(status);
    expect(await board.log.endedById(callId)).toMatchObject({ result });
    expect(phone.calls).toHaveLength(0);
  });

  test('is not answered when the contact does not pick up in time', async () => {
    const { callId } = await placed({ ...contactFirst, meeting_ring_seconds: 1 });
    (await contactRings()).ring();
    expect(await board.log.endedById(callId)).toMatchObject({ result: 'no_answer' });
  });

  test('hangs up on the contact when the agent rejects it', async () => {
    const { callId, phone } = await placed(contactFirst);
    const contact = await contactRings();
    await contact.answer();
    (await phone.nextCall()).reject(603);
    await contact.ended();
    expect(await board.log.endedById(callId)).toMatchObject({ result: 'missed' });
  });

  test('is abandoned when the contact hangs up before the agent answers', async () => {
    const { callId, phone } = await placed(contactFirst);
    const contact = await contactRings();
    await contact.answer();
    const agent = await phone.nextCall();
    agent.ring();
    await contact.hangUp();
    expect(await agent.ended()).toEqual({ by: 'them', how: 'CANCEL' });
    expect(await board.log.endedById(callId)).toMatchObject({ result: 'abandoned', hangup_side: 'contact' });
  });
});

describe('a queued call', () => {
  test('is dialled once, whoever says so and however often', async () => {
    const { callId, phone } = await placed();
    await Promise.all([1, 2, 3].map(() => board.gateway.originate(callId)));
    const agent = await phone.nextCall();
    agent.reject(486);
    await board.log.endedById(callId);
    expect(phone.calls).toHaveLength(1);
  });

  test('that is too late is not dialled', async () => {
    const { callId, phone } = await placed({}, new Date(Date.now() - 1));
    expect(await board.log.endedById(callId)).toMatchObject({ result: 'cancelled', reason: 'too_late' });
    expect(phone.calls).toHaveLength(0);
  });
});

describe('a trunk', () => {
  test('that asks for a password gets it', async () => {
    const challenge = 'Digest realm="carrier", nonce="abc", algorithm=MD5, qop="auth"';
    const carrier = await ScriptedPhone.open((request) =>
      request.method === 'INVITE' && request.header('proxy-authorization') === ''
        ? { status: 407, headers: [['Proxy-Authenticate', challenge]] }
        : { status: 200 },
    );
    await withTrunks([{ port: carrier.port, username: 'ringdesk', password: 'secret' }], async () => {
      const { callId, phone } = await placed();
      const agent = await phone.nextCall();
      await agent.answer();
      const proven = await carrier.asked('INVITE', 2);
      expect(proven.header('proxy-authorization')).toContain('username="ringdesk"');
      await statusOf(callId, 'answered');
      await agent.hangUp();
      await board.log.endedById(callId);
    });
    carrier.close();
  });

  test.each([503, 500])('that answers %i is passed over for the next one', async (status) => {
    const broken = await ScriptedPhone.open(() => ({ status }));
    const sound = await ScriptedPhone.open();
    await withTrunks([{ port: broken.port }, { port: sound.port }], async () => {
      const { callId, phone } = await placed();
      const agent = await phone.nextCall();
      await agent.answer();
      await sound.asked('INVITE');
      await statusOf(callId, 'answered');
      await agent.hangUp();
      expect(await board.log.endedById(callId)).toMatchObject({ result: 'answered' });
    });
    broken.close();
    sound.close();
  });

  test('that says the contact is busy is believed', async () => {
    const first = await ScriptedPhone.open(() => ({ status: 486 }));
    const second = await ScriptedPhone.open();
    await withTrunks([{ port: first.port }, { port: second.port }], async () => {
      const { callId, phone } = await placed();
      await (await phone.nextCall()).answer();
      expect(await board.log.endedById(callId)).toMatchObject({ result: 'busy' });
      expect(second.requests).toHaveLength(0);
    });
    first.close();
    second.close();
  });
});

/** For the time of `story` these are the trunks, in this order. */
async function withTrunks(
  trunks: readonly { port: number; username?: string; password?: string }[],
  story: () => Promise<void>,
): Promise<void> {
  await board.database.query('UPDATE trunks SET is_enabled = false');
  for (const [position, { port, username = null, password = null }] of trunks.entries())
    await board.database.query(
      `INSERT INTO trunks (id, name, host, port, allowed_sources, position, caller_id, username, password)
       VALUES (gen_random_uuid(), $1, '127.0.0.1', $2, '{192.0.2.1}', $3, '+48225550800', $4, $5)`,
      [`Trunk at ${port}`, port, position, username, password],
    );
  await board.gateway.refresh();
  try {
    await story();
  } finally {
    await board.database.query(`UPDATE trunks SET is_enabled = (name = 'Peer of the tests')`);
    await board.gateway.refresh();
  }
}

/** A call that waits to be dialled. */
async function placed(project: Record<string, unknown> = {}, notAfter: Date | null = null) {
  const team = await board.company.team({ project });
  const phone = await board.phoneOf(team.agents[0]);
  const callId = await board.queueCall(team, NUMBER, notAfter);
  return { callId, phone, agentId: team.agents[0].id } satisfies {
    callId: string;
    phone: Telephone;
    agentId: string;
  };
}

function contactRings(): Promise<IncomingCall> {
  return board.trunkPeer.nextCall();
}

function statusOf(callId: string, status: string): Promise<void> {
  return expect.poll(async () => (await board.log.findById(callId))?.status, { timeout: 5_000 }).toBe(status);
}
