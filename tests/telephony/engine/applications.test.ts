import { connect, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import {
  arrival,
  connectApplication,
  leave,
  Queue,
  roundTrip,
  SDP,
  socketOf,
  type Application,
  type Incoming,
  type Outgoing,
} from './application.ts';
import { udpPhone, type Message, type Phone } from './phone.ts';
import { isRealServer, sipUri, startTarget, type Target } from './target.ts';

async function rawConnection(
  target: Target,
): Promise<{ socket: Socket; received: Queue<string>; closed: Promise<void> }> {
  const socket = connect(target.control.port, target.control.host);
  const received = new Queue<string>();
  socket.on('data', (data) => received.push(data.toString()));
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
  return { socket, received, closed };
}

function framed(text: string): string {
  return `${Buffer.byteLength(text)}#${text}`;
}

async function established(phone: Phone, target: Target): Promise<Message> {
  phone.send(phone.compose('INVITE', sipUri(target), { body: SDP }));
  const answer = await phone.response(200, 'INVITE');
  phone.send(phone.inDialog('ACK', answer));
  return answer;
}

function answering(dialogs: Queue<Application>): (application: Application) => void {
  return (application) => {
    application.invite(async (req: Incoming, res: Outgoing) => {
      dialogs.push(await application.createUAS(req, res, { localSdp: SDP }));
    });
  };
}

describe('the control connection', () => {
  test('with a wrong secret is refused and closed', async () => {
    const target = await startTarget();
    const { socket, received, closed } = await rawConnection(target);
    socket.write(framed('id1|authenticate|wrong|'));
    expect(await received.next()).toContain('response|id1|NO|incorrect secret');
    await closed;
  });

  test('tells its version and addresses', async () => {
    const target = await startTarget();
    const { socket, received } = await rawConnection(target);
    socket.write(framed(`id1|authenticate|${target.control.secret}|`));
    expect(await received.next()).toMatch(/response\|id1\|OK\|.*udp\/127\.0\.0\.1:\d+.*\|v\d+\.\d+\.\d+/);
    socket.destroy();
  });

  test('may cut frames anywhere', async () => {
    const target = await startTarget();
    const { socket, received } = await rawConnection(target);
    const text = framed(`id1|authenticate|${target.control.secret}|`) + framed('id2|ping');
    for (const char of text) {
      socket.write(char);
      await new Promise(setImmediate);
    }
    let all = '';
    while (!all.includes('response|id2|OK|pong')) all += await received.next();
    socket.destroy();
  });

  test('that does not speak in frames is closed, and the others go on', async () => {
    const target = await startTarget();
    const application = await connectApplication(target);
    const { socket, closed } = await rawConnection(target);
    socket.write('GET / HTTP/1.1\r\nHost: here\r\n\r\n');
    await closed;
    await roundTrip(application);
  });

  test('answers what it does not understand without falling over', async () => {
    if (isRealServer) return; // asserts inside a real server are not to be provoked
    const target = await startTarget();
    const application = await connectApplication(target);
    const socket = socketOf(application);
    for (const payload of [
      'sip|||',
      'sip|a|b|c\r\nnonsense',
      'proxy|x',
      'nothing',
      'sip|||\r\nINVITE  SIP/2.0\r\n\r\n',
      'route',
    ]) {
      socket.write(framed(`id|${payload}`));
    }
    await roundTrip(application);
  });
});

describe('several applications', () => {
  test('are served in turn', async () => {
    const target = await startTarget();
    const served: string[] = [];
    for (const name of ['first', 'second']) {
      await connectApplication(target, (application) => {
        application.options((_req: Incoming, res: Outgoing) => {
          served.push(name);
          res.send(200);
        });
      });
    }
    const phone = await udpPhone(target);
    for (let time = 0; time < 4; time += 1) {
      phone.send(phone.compose('OPTIONS', sipUri(target)));
      await phone.response(200);
    }
    expect(served.filter((name) => name === 'first')).toHaveLength(2);
    expect(served[0]).not.toBe(served[1]);
  });

  test('each keep their own calls', async () => {
    const target = await startTarget();
    const first = new Queue<Application>();
    const second = new Queue<Application>();
    await connectApplication(target, answering(first));
    await connectApplication(target, answering(second));
    const phone = await udpPhone(target);
    const answers = [await established(phone, target), await established(phone, target)];
    const ended = [arrival(), arrival()];
    (await first.next()).on('destroy', ended[0]?.resolve);
    (await second.next()).on('destroy', ended[1]?.resolve);
    for (const answer of answers) {
      phone.send(phone.inDialog('BYE', answer, { cseq: 2 }));
      await phone.response(200, 'BYE');
    }
    await Promise.all(ended.map((each) => each.promise));
  });

  test('go on without the one that left', async () => {
    const target = await startTarget();
    const gone = await connectApplication(target, (application) => application.options(() => undefined));
    await connectApplication(target, (application) => {
      application.options((_req: Incoming, res: Outgoing) => res.send(200));
    });
    const closed = new Promise<void>((resolve) => gone.on('close', resolve));
    leave(gone);
    await closed;
    const phone = await udpPhone(target);
    for (let time = 0; time < 2; time += 1) {
      phone.send(phone.compose('OPTIONS', sipUri(target)));
      await phone.response(200);
    }
  });
});

describe('a call whose application went away', () => {
  test('can still be hung up by the phone', async () => {
    const target = await startTarget();
    const dialogs = new Queue<Application>();
    const application = await connectApplication(target, answering(dialogs));
    const phone = await udpPhone(target);
    const answer = await established(phone, target);
    await dialogs.next();
    const closed = new Promise<void>((resolve) => application.on('close', resolve));
    leave(application);
    await closed;
    phone.send(phone.inDialog('BYE', answer, { cseq: 2 }));
    expect([200, 481]).toContain((await phone.final('BYE')).status);
  });

  test.skipIf(isRealServer)('is hung up by the engine after the grace', async () => {
    const target = await startTarget({ ownerGraceMs: 50 });
    const dialogs = new Queue<Application>();
    const application = await connectApplication(target, answering(dialogs));
    const phone = await udpPhone(target);
    await established(phone, target);
    await dialogs.next();
    leave(application);
    const bye = await phone.request('BYE');
    expect(bye.get('Reason')).toContain('Application lost');
    phone.answer(bye, 200);
  });

  test.skipIf(isRealServer)('goes on when the application was only cut off and comes back', async () => {
    const target = await startTarget({ ownerGraceMs: 1_500 });
    const dialogs = new Queue<Application>();
    const application = await connectApplication(target, answering(dialogs), ['gateway']);
    const phone = await udpPhone(target);
    const answer = await established(phone, target);
    const dialog = await dialogs.next();
    await roundTrip(application);
    const back = new Promise<void>((resolve) => application.once('connect', () => resolve()));
    // Cut the cable under drachtio-srf: it connects again by itself and still holds its dialogs.
    socketOf(application).destroy();
    await back;
    phone.send(phone.inDialog('INFO', answer, { cseq: 2 }));
    expect((await phone.final('INFO')).status).toBe(200);
    expect(target.engine?.stats().orphanedDialogs).toBe(0);
    const ended = arrival();
    dialog.on('destroy', ended.resolve);
    phone.send(phone.inDialog('BYE', answer, { cseq: 3 }));
    await phone.response(200, 'BYE');
    await ended.promise;
  });

  test.skipIf(isRealServer)('is not kept alive by an application that was started anew', async () => {
    const target = await startTarget({ ownerGraceMs: 300 });
    const dialogs = new Queue<Application>();
    const application = await connectApplication(target, answering(dialogs), ['gateway']);
    const phone = await udpPhone(target);
    await established(phone, target);
    await dialogs.next();
    leave(application);
    await connectApplication(target, answering(dialogs), ['gateway']);
    phone.answer(await phone.request('BYE'), 200);
  });
});

describe('call records', () => {
  test.skipIf(isRealServer)('tell of the attempt, the start and the stop', async () => {
    const target = await startTarget();
    const records = new Queue<string>();
    const dialogs = new Queue<Application>();
    await connectApplication(target, (application) => {
      answering(dialogs)(application);
      application.on('cdr:attempt', (source: string) => records.push(`attempt ${source}`));
      application.on('cdr:start', (source: string, _time: string, role: string) =>
        records.push(`start ${source} ${role}`),
      );
      application.on('cdr:stop', (source: string, _time: string, reason: string) =>
        records.push(`stop ${source} ${reason}`),
      );
    });
    const phone = await udpPhone(target);
    const answer = await established(phone, target);
    phone.send(phone.inDialog('BYE', answer, { cseq: 2 }));
    expect(await records.next()).toBe('attempt network');
    expect(await records.next()).toBe('start application uas');
    expect(await records.next()).toBe('stop network normal-release');
  });
});
