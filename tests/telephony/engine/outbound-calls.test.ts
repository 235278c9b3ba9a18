import { createSocket } from 'node:dgram';
import { describe, expect, test } from 'vitest';
import {
  arrival,
  connectApplication,
  eventually,
  leave,
  request,
  SDP,
  type Application,
} from './application.ts';
import { deadPort, tcpServerPhone, udpPhone, type Message, type Phone } from './phone.ts';
import { sipp, sippCallee } from './sipp.ts';
import { isRealServer, PATIENCE_MS, sipUri, startHastyTarget, startTarget } from './target.ts';

interface Sent {
  /** drachtio-srf's request, known once the engine has echoed it. */
  readonly request: Promise<Application>;
  readonly dialog: Promise<Application>;
  readonly provisionals: number[];
}

function call(application: Application, uri: string, options: object = {}): Sent {
  const sent = arrival();
  const provisionals: number[] = [];
  const dialog = application.createUAC(
    uri,
    { localSdp: SDP, callingNumber: '4412', ...options },
    {
      cbRequest: (_error: Error, req: Application) => sent.resolve(req),
      cbProvisional: (res: Application) => provisionals.push(res.status),
    },
  );
  dialog.catch(() => undefined);
  return { request: sent.promise, dialog, provisionals };
}

function uriOf(phone: Phone, params = ''): string {
  return `sip:bob@127.0.0.1:${phone.port}${params}`;
}

async function refusalOf(sent: Sent): Promise<number> {
  return sent.dialog.then(
    () => 200,
    (error: { status: number }) => error.status,
  );
}

describe('a call to the network', () => {
  test('is answered, acknowledged and hung up', async () => {
    const target = await startTarget();
    const application = await connectApplication(target);
    const port = await deadPort();
    const phone = await sippCallee(target, { scenario: 'callee-answers', port });
    const sent = call(application, `sip:bob@127.0.0.1:${port}`);
    const dialog = await sent.dialog;
    expect(sent.provisionals).toContain(180);
    expect(dialog.local.contact).toContain(`${target.sip.host}:${target.sip.port}`);
    await dialog.destroy();
    await phone.done;
  });

  test('names the engine where drachtio-srf could only write localhost', async () => {
    const target = await startTarget();
    const application = await connectApplication(target);
    const phone = await udpPhone(target);
    const sent = call(application, uriOf(phone));
    const invite = await phone.request('INVITE');
    const place = `${target.sip.host}:${target.sip.port}`;
    expect(invite.get('From')).toMatch(new RegExp(`<sip:4412@${place}>;tag=\\S+`));
    expect(invite.get('Contact')).toContain(`sip:4412@${place}`);
    expect(invite.get('Via')).toContain(place);
    expect(invite.get('To')).toContain(`sip:bob@127.0.0.1:${phone.port}`);
    phone.answer(invite, 486);
    expect(await refusalOf(sent)).toBe(486);
  });

  test('that is refused has its ACK made by the engine', async () => {
    const target = await startTarget();
    const application = await connectApplication(target);
    const port = await deadPort();
    const phone = await sippCallee(target, { scenario: 'callee-refuses', port });
    expect(await refusalOf(call(application, `sip:bob@127.0.0.1:${port}`))).toBe(486);
    await phone.done;
  });

  test('is cancelled while it rings', async () => {
    const target = await startTarget();
    const application = await connectApplication(target);
    const port = await deadPort();
    const phone = await sippCallee(target, { scenario: 'callee-is-cancelled', port });
    const sent = application.createUAC(
      `sip:bob@127.0.0.1:${port}`,
      { localSdp: SDP },
      {
        cbRequest: (_error: Error, req: Application) => rung.promise.then(() => req.cancel()),
        cbProvisional: (res: Application) => res.status === 180 && rung.resolve(undefined),
      },
    );
    const rung = arrival();
    await expect(sent).rejects.toMatchObject({ status: 487 });
    await phone.done;
  });

  test('has its CANCEL held until the far end said something', async () => {
    const target = await startTarget();
    const application = await connectApplication(target);
    const phone = await udpPhone(target);
    const sent = call(application, uriOf(phone));
    const invite = await phone.request('INVITE');
    (await sent.request).cancel();
    // The repeated INVITE shows that time went by without a CANCEL.
    const again = await phone.request('INVITE');
    expect(phone.unread((message) => message.method === 'CANCEL')).toBe(0);
    phone.answer(again, 180);
    const cancel = await phone.request('CANCEL');
    expect(cancel.branch).toBe(invite.branch);
    phone.answer(cancel, 200);
    phone.answer(invite, 487);
    expect(await refusalOf(sent)).toBe(487);
    await phone.request('ACK');
  });

  test('that is answered while it is cancelled is acknowledged and hung up', async () => {
    const target = await startTarget();
    const application = await connectApplication(target);
    const phone = await udpPhone(target);
    const sent = call(application, uriOf(phone));
    const invite = await phone.request('INVITE');
    phone.answer(invite, 180);
    (await sent.request).cancel();
    await phone.request('CANCEL');
    phone.answer(invite, 200, [], SDP);
    await phone.request('ACK');
    phone.answer(await phone.request('BYE'), 200);
  });

  test(
    'that nobody answers ends with 408',
    async () => {
      const target = await startHastyTarget();
      const application = await connectApplication(target);
      const phone = await udpPhone(target);
      const sent = call(application, uriOf(phone));
      await phone.request('INVITE');
      await phone.request('INVITE');
      await expect(refusalOf(sent)).resolves.toBe(408);
    },
    PATIENCE_MS + 5_000,
  );

  test('to a port where nobody listens ends with 503 at once', async () => {
    const target = await startTarget();
    const application = await connectApplication(target);
    const began = Date.now();
    expect(await refusalOf(call(application, `sip:bob@127.0.0.1:${await deadPort()}`))).toBe(503);
    expect(Date.now() - began).toBeLessThan(5_000);
  });

  test('over TCP that nobody accepts, or that breaks, ends with 503', async () => {
    const target = await startTarget();
    const application = await connectApplication(target);
    const refused = call(application, `sip:bob@127.0.0.1:${await deadPort()};transport=tcp`);
    expect(await refusalOf(refused)).toBe(503);
    const phone = await tcpServerPhone();
    const broken = call(application, uriOf(phone, ';transport=tcp'));
    await phone.request('INVITE');
    phone.close();
    // A real server waits for its timer when the connection breaks after the INVITE was sent.
    expect(await refusalOf(broken)).toBe(isRealServer ? 408 : 503);
  });

  // A real server never leaves UDP as delivered: its MTU is 65535 unless configured.
  test.skipIf(isRealServer)('too large for a datagram goes over TCP', async () => {
    const target = await startTarget();
    const application = await connectApplication(target);
    const phone = await tcpServerPhone();
    const sent = call(application, uriOf(phone), { headers: { 'X-Long': 'x'.repeat(1500) } });
    const invite = await phone.request('INVITE');
    expect(invite.get('Via')).toMatch(/^SIP\/2\.0\/TCP/);
    phone.answer(invite, 603);
    expect(await refusalOf(sent)).toBe(603);
  });

  test('too large for a datagram still reaches a phone without TCP', async () => {
    const target = await startTarget();
    const application = await connectApplication(target);
    const phone = await udpPhone(target);
    const sent = call(application, uriOf(phone), { headers: { 'X-Long': 'x'.repeat(1500) } });
    phone.answer(await phone.request('INVITE'), 603);
    expect(await refusalOf(sent)).toBe(603);
  });

  // A real server answers the second fork's 200 with the first one's ACK and never hangs it up.
  test.skipIf(isRealServer)('that two phones answer keeps the first and hangs up the second', async () => {
    const target = await startTarget();
    const application = await connectApplication(target);
    const phone = await udpPhone(target);
    const sent = call(application, uriOf(phone));
    const invite = await phone.request('INVITE');
    phone.answer(invite, 180, [], '', 'first');
    phone.answer(invite, 180, [], '', 'second');
    phone.answer(invite, 200, [], SDP, 'first');
    const dialog = await sent.dialog;
    expect(dialog.sip.remoteTag).toBe('first');
    expect((await phone.request('ACK')).toTag).toBe('first');
    phone.answer(invite, 200, [], SDP, 'second');
    expect((await phone.request('ACK')).toTag).toBe('second');
    const bye = await phone.request('BYE');
    expect(bye.toTag).toBe('second');
    phone.answer(bye, 200);
    const ended = dialog.destroy();
    const last = await phone.request('BYE');
    expect(last.toTag).toBe('first');
    phone.answer(last, 200);
    await ended;
  });

  test('whose answer is repeated gets the same ACK again', async () => {
    const target = await startTarget();
    const application = await connectApplication(target);
    const phone = await udpPhone(target);
    const sent = call(application, uriOf(phone));
    const invite = await phone.request('INVITE');
    phone.answer(invite, 200, [], SDP);
    await sent.dialog;
    const ack = await phone.request('ACK');
    phone.answer(invite, 200, [], SDP);
    expect((await phone.request('ACK')).text).toBe(ack.text);
  });

  test('rung reliably sends its PRACK once, in the early dialog', async () => {
    const target = await startTarget();
    const application = await connectApplication(target);
    const phone = await udpPhone(target);
    const sent = call(application, uriOf(phone), { headers: { Supported: '100rel' } });
    const invite = await phone.request('INVITE');
    const reliable = ['Require: 100rel', 'RSeq: 71'];
    phone.answer(invite, 183, reliable, SDP);
    const prack = await phone.request('PRACK');
    expect(prack.get('RAck')).toBe(`71 ${invite.get('CSeq')}`);
    expect(prack.uri).toBe(`sip:phone@127.0.0.1:${phone.port}`);
    phone.answer(invite, 183, reliable, SDP);
    phone.answer(prack, 200);
    phone.answer(invite, 200, [], SDP);
    const dialog = await sent.dialog;
    await phone.request('ACK');
    expect(phone.unread((message) => message.method === 'PRACK' && message.branch !== prack.branch)).toBe(0);
    const ended = dialog.destroy();
    phone.answer(await phone.request('BYE'), 200);
    await ended;
  });

  test('answers a digest challenge in the same call', async () => {
    const target = await startTarget();
    const application = await connectApplication(target);
    const phone = await udpPhone(target);
    const sent = call(application, uriOf(phone), { auth: { username: 'bob', password: 'secret' } });
    const first = await phone.request('INVITE');
    phone.answer(first, 401, ['WWW-Authenticate: Digest realm="test", nonce="abc", algorithm=MD5']);
    const second = await phone.next(
      (message) => message.method === 'INVITE' && message.get('Authorization') !== '',
    );
    expect(second.get('Call-ID')).toBe(first.get('Call-ID'));
    expect(second.get('From')).toBe(first.get('From'));
    expect(Number.parseInt(second.get('CSeq'))).toBe(Number.parseInt(first.get('CSeq')) + 1);
    phone.answer(second, 200, [], SDP);
    await sent.dialog;
  });

  test('goes through the proxy it is told to use', async () => {
    const target = await startTarget();
    const application = await connectApplication(target);
    const proxy = await udpPhone(target);
    const sent = call(application, 'sip:bob@203.0.113.7', { proxy: `sip:127.0.0.1:${proxy.port}` });
    const invite = await proxy.request('INVITE');
    expect(invite.uri).toBe('sip:bob@203.0.113.7');
    proxy.answer(invite, 404);
    expect(await refusalOf(sent)).toBe(404);
  });

  test('keeps to the route the answer recorded, in reverse', async () => {
    const target = await startTarget();
    const application = await connectApplication(target);
    const phone = await udpPhone(target);
    const proxy = await udpPhone(target);
    const sent = call(application, uriOf(phone));
    const invite = await phone.request('INVITE');
    const recorded = [
      'Record-Route: <sip:far.example.com;lr>',
      `Record-Route: <sip:127.0.0.1:${proxy.port};lr>`,
    ];
    phone.answer(invite, 200, recorded, SDP);
    const dialog = await sent.dialog;
    const ack = await proxy.request('ACK');
    expect(ack.uri).toBe(`sip:phone@127.0.0.1:${phone.port}`);
    expect(ack.all('Route').join()).toMatch(/127\.0\.0\.1.*far\.example\.com/s);
    const ended = dialog.destroy();
    proxy.answer(await proxy.request('BYE'), 200);
    await ended;
  });

  test('to the engine itself is not sent', async () => {
    const target = await startTarget();
    const application = await connectApplication(target);
    await expect(call(application, sipUri(target)).dialog).rejects.toThrow('can not send request to myself');
  });

  test('with a body of no known type is not sent', async () => {
    const target = await startTarget();
    const application = await connectApplication(target);
    await expect(
      call(application, 'sip:bob@127.0.0.1:9', { localSdp: 'neither SDP nor typed' }).dialog,
    ).rejects.toThrow('missing content-type');
  });

  test('is cancelled when its application goes away', async () => {
    if (isRealServer) return; // a real server lets it ring
    const target = await startTarget();
    const application = await connectApplication(target);
    const phone = await udpPhone(target);
    const sent = call(application, uriOf(phone));
    phone.answer(await phone.request('INVITE'), 180);
    await sent.request;
    leave(application);
    await phone.request('CANCEL');
  });

  test('that runs carries requests both ways and ends when the far end hangs up', async () => {
    const target = await startTarget();
    const application = await connectApplication(target);
    const phone = await udpPhone(target);
    const sent = call(application, uriOf(phone));
    const invite = await phone.request('INVITE');
    phone.answer(invite, 200, [], SDP);
    const dialog = await sent.dialog;
    const ack = await phone.request('ACK');
    for (const method of ['INFO', 'MESSAGE', 'OPTIONS', 'UPDATE', 'REFER', 'NOTIFY']) {
      const answered = dialog.request({
        method,
        headers: { 'Refer-To': 'sip:a@example.com', Event: 'refer' },
      });
      const inner = await phone.request(method);
      expect(inner.get('To')).toContain(';tag=answertag');
      phone.answer(inner, method === 'REFER' ? 202 : 200);
      expect((await answered).status).toBeLessThan(300);
    }
    const ended = arrival();
    dialog.on('destroy', ended.resolve);
    phone.send(inboundBye(phone, invite, ack));
    await phone.response(200, 'BYE');
    await ended.promise;
    await expect(dialog.request({ method: 'INFO' })).rejects.toMatchObject({ code: 'ENODIALOG' });
  });
});

function inboundBye(phone: Phone, invite: Message, ack: Message): string {
  const tag = /;tag=([^;>\s]+)/.exec(invite.get('From'))?.[1] ?? '';
  return [
    `BYE ${invite.contactUri} SIP/2.0`,
    `Via: SIP/2.0/UDP 127.0.0.1:${phone.port};branch=z9hG4bKbye${tag}`,
    'Max-Forwards: 70',
    `From: ${ack.get('To')}`,
    `To: ${invite.get('From')}`,
    `Call-ID: ${invite.get('Call-ID')}`,
    'CSeq: 7 BYE',
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
}

describe('a hostname', () => {
  test.skipIf(isRealServer)(
    'is looked up by SRV, and the next server is tried when the first refuses',
    async () => {
      const dead = await deadPort();
      const names = createSocket('udp4');
      await new Promise<void>((resolve) => names.bind(0, '127.0.0.1', resolve));
      const target = await startTarget({ dnsServers: [`127.0.0.1:${names.address().port}`] });
      const phone = await udpPhone(target);
      names.on('message', (query, remote) =>
        names.send(dnsAnswer(query, dead, phone.port), remote.port, remote.address),
      );
      const application = await connectApplication(target);
      const sent = call(application, 'sip:bob@pbx.test');
      const invite = await phone.request('INVITE');
      expect(invite.uri).toBe('sip:bob@pbx.test');
      phone.answer(invite, 404);
      expect(await refusalOf(sent)).toBe(404);
      names.close();
    },
  );

  test(
    'that does not exist ends with 503',
    async () => {
      const target = await startTarget();
      const application = await connectApplication(target);
      const { response } = await request(application, 'sip:bob@no-such-host.invalid:5060', {
        method: 'OPTIONS',
      });
      expect([408, 503]).toContain(response.status);
    },
    PATIENCE_MS + 10_000,
  );
});

describe('a B2BUA', () => {
  test('joins two calls, carries both hang-ups, and leaves nothing behind', async () => {
    const target = await startTarget();
    const port = await deadPort();
    const calls = 40;
    const application = await connectApplication(target, (app) => {
      app.invite(async (req: Application, res: Application) => {
        const { uas, uac } = await app.createB2BUA(req, res, `sip:bob@127.0.0.1:${port}`);
        uas.on('destroy', () => uac.destroy());
        uac.on('destroy', () => uas.destroy());
        // A quick caller has hung up before anybody could listen.
        if (!uas.connected) uac.destroy();
        if (!uac.connected) uas.destroy();
      });
    });
    const callee = await sippCallee(target, { scenario: 'callee-answers', port, calls });
    await sipp(target, { scenario: 'caller-hangs-up', calls, perSecond: 40 });
    await callee.done;
    expect(application).toBeDefined();
    await eventually(() => (target.engine?.stats().dialogs ?? 0) === 0, 'no dialogs left');
  });

  test('passes the refusal of the far side on', async () => {
    const target = await startTarget();
    const port = await deadPort();
    await connectApplication(target, (app) => {
      app.invite((req: Application, res: Application) => {
        app.createB2BUA(req, res, `sip:bob@127.0.0.1:${port}`).catch(() => undefined);
      });
    });
    const callee = await sippCallee(target, { scenario: 'callee-refuses', port });
    await sipp(target, { scenario: 'caller-is-told-busy' });
    await callee.done;
  });

  test('passes the caller giving up on to the far side', async () => {
    const target = await startTarget();
    const port = await deadPort();
    await connectApplication(target, (app) => {
      app.invite((req: Application, res: Application) => {
        app.createB2BUA(req, res, `sip:bob@127.0.0.1:${port}`).catch(() => undefined);
      });
    });
    const callee = await sippCallee(target, { scenario: 'callee-is-cancelled', port });
    await sipp(target, { scenario: 'caller-gives-up' });
    await callee.done;
  });
});

/** SRV of _sip._udp.pbx.test to two ports of 127.0.0.1, and the address of the name they carry; nothing else exists. */
function dnsAnswer(query: Buffer, ...ports: number[]): Buffer {
  const end = query.indexOf(0, 12);
  const question = query.subarray(12, end + 5);
  const type = query.readUInt16BE(end + 1);
  const name = question.toString('latin1');
  const record = (kind: number, data: Buffer): Buffer => {
    const head = Buffer.from([0xc0, 12, 0, kind, 0, 1, 0, 0, 0, 60, 0, data.length]);
    return Buffer.concat([head, data]);
  };
  const host = Buffer.from('\x03box\x04test\x00', 'latin1');
  let records: Buffer[] = [];
  if (type === 33 && name.includes('_udp')) {
    records = ports.map((port, index) =>
      record(33, Buffer.concat([Buffer.from([0, index, 0, 1, port >> 8, port & 255]), host])),
    );
  } else if (type === 1) records = [record(1, Buffer.from([127, 0, 0, 1]))];
  const flags = records.length > 0 ? 0x8180 : 0x8183;
  const head = Buffer.alloc(12);
  head.writeUInt16BE(query.readUInt16BE(0), 0);
  head.writeUInt16BE(flags, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(records.length, 6);
  return Buffer.concat([head, question, ...records]);
}
