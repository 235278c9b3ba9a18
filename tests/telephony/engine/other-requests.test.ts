import { describe, expect, test } from 'vitest';
import {
  arrival,
  connectApplication,
  Queue,
  request,
  type Application,
  type Incoming,
  type Outgoing,
} from './application.ts';
import { newCallId, udpPhone } from './phone.ts';
import { isRealServer, sipUri, startTarget } from './target.ts';

/** Parameters of a request outside dialogs that every server takes. */
const EXTRAS: Record<string, readonly string[]> = {
  SUBSCRIBE: ['Event: presence', 'Expires: 60'],
  PUBLISH: ['Event: presence', 'Expires: 60'],
  REGISTER: ['Expires: 60'],
};

describe('a request from the network', () => {
  for (const method of ['REGISTER', 'MESSAGE', 'OPTIONS', 'PUBLISH', 'INFO', 'NOTIFY']) {
    test(`${method} reaches the application that asked for it, and its answer comes back`, async () => {
      const target = await startTarget();
      const seen = arrival<Incoming>();
      await connectApplication(target, (application) => {
        application[method.toLowerCase()]((req: Incoming, res: Outgoing) => {
          seen.resolve(req);
          res.send(200, { headers: { 'X-Answer': 'seen' } });
        });
      });
      const phone = await udpPhone(target);
      phone.send(phone.compose(method, sipUri(target), { headers: EXTRAS[method] ?? [] }));
      const answer = await phone.response(200, method);
      expect(answer.get('X-Answer')).toBe('seen');
      expect(answer.toTag).not.toBe('');
      const req = await seen.promise;
      expect(req.source_address).toBe('127.0.0.1');
      expect(req.source_port).toBe(phone.port);
      expect(req.protocol).toBe('udp');
    });
  }

  test('is answered again, and not handed up again, when it is repeated', async () => {
    const target = await startTarget();
    let times = 0;
    await connectApplication(target, (application) => {
      application.options((_req: Incoming, res: Outgoing) => {
        times += 1;
        res.send(200);
      });
    });
    const phone = await udpPhone(target);
    const options = phone.compose('OPTIONS', sipUri(target));
    phone.send(options);
    await phone.response(200);
    phone.send(options);
    await phone.response(200);
    expect(times).toBe(1);
  });

  // A real server passes the folded CSeq on in a form drachtio-srf cannot read, which ends in 500.
  test.skipIf(isRealServer)(
    'with compact headers, folded lines and strange case arrives in plain form',
    async () => {
      const target = await startTarget();
      const seen = arrival<Incoming>();
      await connectApplication(target, (application) => {
        application.message((req: Incoming, res: Outgoing) => {
          seen.resolve(req);
          res.send(200);
        });
      });
      const phone = await udpPhone(target);
      const callId = newCallId();
      const text = [
        `MESSAGE ${sipUri(target)} SIP/2.0`,
        `v: SIP / 2.0 / UDP 127.0.0.1:${phone.port};branch=z9hG4bKfold${callId};rport`,
        'MAX-FORWARDS: 70',
        'f : "Bell, \\"Alexander\\" <a;b>" <sip:a@example.com>;tag=77',
        `t: <${sipUri(target)}>`,
        `i: ${callId}`,
        'CSEQ:',
        '  9',
        '\tMESSAGE',
        's: one',
        '  two',
        'c: text/plain',
        'l: 2',
        '',
        'hi',
      ].join('\r\n');
      phone.send(text);
      await phone.response(200);
      const req = await seen.promise;
      expect(req.get('Call-ID')).toBe(callId);
      expect(req.getParsedHeader('CSeq')).toMatchObject({ seq: 9, method: 'MESSAGE' });
      expect(req.get('From')).toContain('"Bell, \\"Alexander\\" <a;b>"');
      expect(req.body).toBe('hi');
    },
  );

  test('gets 503 when no application serves it', async () => {
    const target = await startTarget();
    await connectApplication(target);
    const phone = await udpPhone(target);
    phone.send(phone.compose('MESSAGE', sipUri(target)));
    expect((await phone.final('MESSAGE')).status).toBe(503);
  });

  test.skipIf(isRealServer)('for another kind of address gets 416', async () => {
    const target = await startTarget();
    await connectApplication(target, (application) =>
      application.options((_req: Incoming, res: Outgoing) => res.send(200)),
    );
    const phone = await udpPhone(target);
    phone.send(
      phone.compose('OPTIONS', 'nobodyKnowsThisScheme:totallyopaquecontent', { to: '<sip:a@b.example>' }),
    );
    expect((await phone.final('OPTIONS')).status).toBe(416);
  });
});

describe('a request to the network', () => {
  for (const method of ['REGISTER', 'MESSAGE', 'OPTIONS', 'PUBLISH']) {
    test(`${method} is answered`, async () => {
      const target = await startTarget();
      const application = await connectApplication(target);
      const phone = await udpPhone(target);
      const headers =
        method === 'REGISTER'
          ? { Contact: '<sip:4412@localhost>', To: 'sip:4412@localhost' }
          : { Event: 'x' };
      const answered = request(application, `sip:bob@127.0.0.1:${phone.port}`, { method, headers });
      const incoming = await phone.request(method);
      if (method === 'REGISTER')
        expect(incoming.get('Contact')).toContain(`4412@${target.sip.host}:${target.sip.port}`);
      phone.answer(incoming, 200, ['X-Answer: yes']);
      const { response } = await answered;
      expect(response.status).toBe(200);
      expect(response.get('X-Answer')).toBe('yes');
    });
  }

  test('is repeated until it is answered', async () => {
    const target = await startTarget();
    const application = await connectApplication(target);
    const phone = await udpPhone(target);
    const answered = request(application, `sip:bob@127.0.0.1:${phone.port}`, { method: 'OPTIONS' });
    const first = await phone.request('OPTIONS');
    const second = await phone.request('OPTIONS');
    expect(second.text).toBe(first.text);
    phone.answer(second, 200);
    expect((await answered).response.status).toBe(200);
  });
});

describe('a subscription', () => {
  test('of the network is answered, notified and ended by the application', async () => {
    const target = await startTarget();
    const dialogs = new Queue<Application>();
    await connectApplication(target, (application) => {
      application.subscribe(async (req: Incoming, res: Outgoing) => {
        dialogs.push(await application.createUAS(req, res, { headers: { Expires: '60' } }));
      });
    });
    const phone = await udpPhone(target);
    phone.send(phone.compose('SUBSCRIBE', sipUri(target), { headers: ['Event: presence', 'Expires: 60'] }));
    const accepted = await phone.next((message) => message.status >= 200);
    expect(accepted.status).toBe(202);
    const dialog = await dialogs.next();
    const headers = { Event: 'presence', 'Subscription-State': 'active;expires=60' };
    const notified = dialog.request({ method: 'NOTIFY', headers });
    phone.answer(await phone.request('NOTIFY'), 200);
    await notified;
    const last = dialog.request({
      method: 'NOTIFY',
      headers: { ...headers, 'Subscription-State': 'terminated' },
    });
    phone.answer(await phone.request('NOTIFY'), 200);
    await last;
    if (isRealServer) return; // it keeps the dialog after its own last NOTIFY
    phone.send(phone.inDialog('SUBSCRIBE', accepted, { cseq: 2, headers: ['Event: presence'] }));
    expect((await phone.final('SUBSCRIBE')).status).toBe(481);
  });

  test('of the application is answered, notified and ended by the network', async () => {
    const target = await startTarget();
    const application = await connectApplication(target);
    const phone = await udpPhone(target);
    const uri = `sip:bob@127.0.0.1:${phone.port}`;
    const made = application.createUAC(uri, {
      method: 'SUBSCRIBE',
      headers: { Event: 'presence', Expires: '60' },
    });
    const subscribe = await phone.request('SUBSCRIBE');
    phone.answer(subscribe, 202, ['Expires: 60']);
    const dialog = await made;
    const notified = new Queue<Application>();
    dialog.on('notify', (req: Incoming, res: Outgoing) => {
      res.send(200);
      notified.push(req);
    });
    const notify = (cseq: number, state: string): void => {
      const from = subscribe.get('From');
      phone.send(
        phone
          .compose('NOTIFY', subscribe.contactUri, {
            callId: subscribe.get('Call-ID'),
            cseq,
            to: from,
            headers: ['Event: presence', `Subscription-State: ${state}`],
          })
          .replace(/^From:.*$/m, `From: ${subscribe.get('To')};tag=answertag`),
      );
    };
    notify(1, 'active');
    await phone.response(200, 'NOTIFY');
    expect((await notified.next()).get('Subscription-State')).toBe('active');
    notify(2, 'terminated');
    await phone.next((message) => message.status >= 200 && message.cseqMethod === 'NOTIFY');
    if (isRealServer) return; // it answers the last NOTIFY with 500, having dropped the dialog first
    notify(3, 'active');
    expect((await phone.final('NOTIFY')).status).toBe(481);
  });
});
