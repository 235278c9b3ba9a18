import { describe, expect, test } from 'vitest';
import { arrival, connectApplication, SDP, type Application, type Incoming } from './application.ts';
import { udpPhone, type Phone } from './phone.ts';
import { sipUri, startTarget, type Target } from './target.ts';

interface ProxyResult {
  readonly connected: boolean;
  readonly finalStatus: number;
  readonly responses: readonly { readonly msgs: readonly { readonly status: number }[] }[];
}

async function proxying(
  target: Target,
  options: object,
  callees: readonly Phone[],
): Promise<{ result: Promise<ProxyResult> }> {
  const result = arrival<ProxyResult>();
  await connectApplication(target, (application: Application) => {
    application.invite((req: Incoming) => {
      const destination = callees.map((callee) => `sip:bob@127.0.0.1:${callee.port}`);
      application.proxyRequest(req, destination, options).then(result.resolve);
    });
  });
  return { result: result.promise };
}

describe('a proxied INVITE', () => {
  test('is answered by its destination, and the call goes through the engine when it stays in the path', async () => {
    const target = await startTarget();
    const [caller, callee] = [await udpPhone(target), await udpPhone(target)];
    await proxying(target, { recordRoute: true }, [callee]);
    caller.send(caller.compose('INVITE', sipUri(target), { body: SDP }));
    const invite = await callee.request('INVITE');
    expect(invite.all('Via').join(',').split('SIP/2.0/UDP').length - 1).toBe(2);
    expect(invite.get('Max-Forwards')).toBe('69');
    expect(invite.get('Record-Route')).toContain(`${target.sip.host}:${target.sip.port}`);
    callee.answer(invite, 180);
    await caller.response(180);
    callee.answer(invite, 200, [], SDP);
    const answer = await caller.response(200, 'INVITE');
    expect(answer.all('Via')).toHaveLength(1);
    const route = [`Route: ${answer.get('Record-Route')}`];
    const remote = `sip:phone@127.0.0.1:${callee.port}`;
    const inDialog = { callId: answer.get('Call-ID'), to: answer.get('To'), headers: route };
    caller.send(caller.compose('ACK', remote, inDialog));
    const ack = await callee.request('ACK');
    expect(ack.all('Route')).toHaveLength(0);
    caller.send(caller.compose('BYE', remote, { ...inDialog, cseq: 2 }));
    const bye = await callee.request('BYE');
    callee.answer(bye, 200);
    await caller.response(200, 'BYE');
  });

  test('goes to the next destination when the first refuses', async () => {
    const target = await startTarget();
    const [caller, busy, free] = [await udpPhone(target), await udpPhone(target), await udpPhone(target)];
    const { result } = await proxying(target, {}, [busy, free]);
    caller.send(caller.compose('INVITE', sipUri(target), { body: SDP }));
    busy.answer(await busy.request('INVITE'), 486);
    await busy.request('ACK');
    free.answer(await free.request('INVITE'), 200, [], SDP);
    await caller.response(200, 'INVITE');
    const { finalStatus, responses } = await result;
    expect(finalStatus).toBe(200);
    expect(responses.flatMap((each) => each.msgs.map((message) => message.status))).toContain(486);
  });

  test('rings everywhere at once, and the others are cancelled when one answers', async () => {
    const target = await startTarget();
    const [caller, slow, quick] = [await udpPhone(target), await udpPhone(target), await udpPhone(target)];
    await proxying(target, { forking: 'simultaneous' }, [slow, quick]);
    caller.send(caller.compose('INVITE', sipUri(target), { body: SDP }));
    const first = await slow.request('INVITE');
    slow.answer(first, 180);
    quick.answer(await quick.request('INVITE'), 200, [], SDP);
    await caller.response(200, 'INVITE');
    slow.answer(await slow.request('CANCEL'), 200);
    slow.answer(first, 487);
    await slow.request('ACK');
  });

  test('is cancelled at its destination when the caller gives up', async () => {
    const target = await startTarget();
    const [caller, callee] = [await udpPhone(target), await udpPhone(target)];
    await proxying(target, {}, [callee]);
    const invite = caller.compose('INVITE', sipUri(target), {
      body: SDP,
      callId: 'gives-up',
      branch: 'z9hG4bKgivesup',
    });
    caller.send(invite);
    const seen = await callee.request('INVITE');
    callee.answer(seen, 180);
    await caller.response(180);
    caller.send(caller.compose('CANCEL', sipUri(target), { callId: 'gives-up', branch: 'z9hG4bKgivesup' }));
    await caller.response(200, 'CANCEL');
    const cancel = await callee.request('CANCEL');
    callee.answer(cancel, 200);
    callee.answer(seen, 487);
    caller.acknowledgeRefusal(invite, await caller.response(487));
  });
});

describe('a request of no call that we know', () => {
  test.each(['INVITE', 'BYE', 'MESSAGE'])(
    'is not relayed, though it names us in a Route: %s',
    async (method) => {
      const target = await startTarget();
      const [stranger, victim] = [await udpPhone(target), await udpPhone(target)];
      const headers = [`Route: <sip:${target.sip.host}:${target.sip.port};lr>`];
      const to = '<sip:x@127.0.0.1>;tag=made-up';
      stranger.send(stranger.compose(method, `sip:+48700@127.0.0.1:${victim.port}`, { to, headers }));
      await stranger.response(481, method);
      stranger.send(stranger.compose('ACK', `sip:+48700@127.0.0.1:${victim.port}`, { to, headers }));
      await expect(victim.next(() => true, 300)).rejects.toThrow('nothing fitting came');
    },
  );
});
