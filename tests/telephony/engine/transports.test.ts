import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import {
  arrival,
  connectApplication,
  Queue,
  request,
  SDP,
  type Application,
  type Incoming,
  type Outgoing,
} from './application.ts';
import { tcpPhone, wsPhone, type Phone } from './phone.ts';
import { sipp } from './sipp.ts';
import { isRealServer, sipUri, startTarget, type Target } from './target.ts';

interface Kind {
  readonly name: 'TCP' | 'WebSocket';
  open(target: Target): Promise<Phone>;
  has(target: Target): boolean;
}

const STREAMS: readonly Kind[] = [
  { name: 'TCP', open: (target) => tcpPhone(target), has: () => true },
  {
    name: 'WebSocket',
    open: (target) => wsPhone(target.ws?.port ?? 0),
    has: (target) => target.ws !== undefined,
  },
];

for (const stream of STREAMS) {
  describe(`over ${stream.name}`, () => {
    test('a phone calls, and both sides hang up over the same connection', async (context) => {
      const target = await startTarget();
      if (!stream.has(target)) return context.skip();
      const dialogs = new Queue<Application>();
      await connectApplication(target, (application) => {
        application.invite(async (req: Incoming, res: Outgoing) => {
          dialogs.push(await application.createUAS(req, res, { localSdp: SDP }));
        });
      });
      const phone = await stream.open(target);
      phone.send(phone.compose('INVITE', sipUri(target), { body: SDP }));
      const established = await phone.response(200, 'INVITE');
      expect(established.get('Contact')).toContain(`transport=${stream.name === 'TCP' ? 'tcp' : 'ws'}`);
      phone.send(phone.inDialog('ACK', established));
      const dialog = await dialogs.next();
      const ended = dialog.destroy();
      phone.answer(await phone.request('BYE'), 200);
      await ended;
    });

    test('a registered phone is called over the connection it registered on', async (context) => {
      const target = await startTarget();
      // A real server does not find the flow of a contact under .invalid and asks DNS for it.
      if (!stream.has(target) || (isRealServer && stream.name === 'WebSocket')) return context.skip();
      const registered = arrival<Incoming>();
      const application = await connectApplication(target, (app) => {
        app.register((req: Incoming, res: Outgoing) => {
          res.send(200, { headers: { Contact: req.get('Contact') } }, () => registered.resolve(req));
        });
      });
      const phone = await stream.open(target);
      const contact = stream.name === 'TCP' ? phone.contact : '<sip:x7q@n4k2.invalid;transport=ws>';
      phone.send(
        phone.compose('REGISTER', sipUri(target), { headers: [`Contact: ${contact}`, 'Expires: 60'] }),
      );
      await phone.response(200, 'REGISTER');
      await registered.promise;
      const rung = application.createUAC(contact.slice(1, -1), { localSdp: SDP });
      const invite = await phone.request('INVITE');
      phone.answer(invite, 200, [`Contact: ${contact}`], SDP);
      const dialog = await rung;
      await phone.request('ACK');
      const ended = dialog.destroy();
      phone.answer(await phone.request('BYE'), 200);
      await ended;
    });
  });
}

describe('TCP', () => {
  test('carries whole calls of SIPp', async () => {
    const target = await startTarget();
    await connectApplication(target, (application) => {
      application.invite(async (req: Incoming, res: Outgoing) => {
        res.send(180);
        await application.createUAS(req, res, { localSdp: SDP });
      });
    });
    await sipp(target, { scenario: 'caller-hangs-up', transport: 't1', calls: 20, perSecond: 40 });
  });

  test('may cut and join messages anywhere', async () => {
    const target = await startTarget();
    await connectApplication(target, (application) =>
      application.options((_req: Incoming, res: Outgoing) => res.send(200)),
    );
    const phone = await tcpPhone(target);
    const both =
      phone.compose('OPTIONS', sipUri(target), { callId: 'one' }) +
      phone.compose('OPTIONS', sipUri(target), { callId: 'two' });
    for (let start = 0; start < both.length; start += 97) {
      phone.send(both.slice(start, start + 97));
      await new Promise(setImmediate);
    }
    await phone.next((message) => message.status === 200 && message.get('Call-ID') === 'one');
    await phone.next((message) => message.status === 200 && message.get('Call-ID') === 'two');
  });

  test('is kept alive by a double CRLF answered with one', async () => {
    const target = await startTarget();
    const socket = connect(target.sip.port, target.sip.host);
    const answered = new Promise<string>((resolve) =>
      socket.once('data', (data) => resolve(data.toString())),
    );
    socket.write('\r\n\r\n');
    expect(await answered).toBe('\r\n');
    socket.destroy();
  });

  // A real server waits for the rest for ever.
  test.skipIf(isRealServer)('with a message beyond all measure is closed', async () => {
    const target = await startTarget();
    const socket = connect(target.sip.port, target.sip.host);
    socket.on('error', () => undefined);
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    socket.write(`OPTIONS ${sipUri(target)} SIP/2.0\r\nContent-Length: 900000000\r\n\r\n`);
    await closed;
  });
});

describe('the same application', () => {
  test('is reached over every transport and says which it was', async () => {
    const target = await startTarget();
    const seen = arrival<string>();
    const application = await connectApplication(target, (app) => {
      app.options((req: Incoming, res: Outgoing) => {
        seen.resolve(req.protocol);
        res.send(200);
      });
    });
    const phone = await tcpPhone(target);
    phone.send(phone.compose('OPTIONS', sipUri(target)));
    await phone.response(200);
    expect(await seen.promise).toBe('tcp');
    const answered = request(application, `sip:bob@127.0.0.1:${phone.port};transport=tcp`, {
      method: 'OPTIONS',
    });
    phone.answer(await phone.request('OPTIONS'), 200);
    expect((await answered).response.status).toBe(200);
  });
});

test('a WebSocket that speaks no SIP is turned away, however loud it is', async (context) => {
  const target = await startTarget();
  if (target.ws === undefined) return context.skip();
  const stranger = new WebSocket(`ws://127.0.0.1:${target.ws.port}`);
  stranger.on('error', () => undefined);
  stranger.on('open', () => stranger.send(Buffer.alloc(100_000)));
  await new Promise((resolve) => stranger.once('close', resolve));
  const phone = await wsPhone(target.ws.port);
  phone.send(phone.compose('OPTIONS', sipUri(target)));
  await phone.response(503);
});

test.skipIf(isRealServer)(
  'a page of another site may not speak SIP, one of ours and whoever is no page may',
  async () => {
    const target = await startTarget({ wsOrigins: ['https://desk.example'] });
    const knock = (origin?: string): Promise<string> =>
      new Promise((resolve) => {
        const socket = new WebSocket(`ws://127.0.0.1:${target.ws?.port}`, 'sip', origin ? { origin } : {});
        socket.once('open', () => resolve('open'));
        socket.once('error', (error) => resolve(error.message));
        socket.once('open', () => socket.terminate());
      });
    expect(await knock('https://evil.example')).toContain('403');
    expect(await knock('null')).toContain('403');
    expect(await knock('https://desk.example')).toBe('open');
    expect(await knock()).toBe('open');
  },
);
