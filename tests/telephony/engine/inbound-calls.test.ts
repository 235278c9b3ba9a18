import { describe, expect, test } from 'vitest';
import {
  arrival,
  connectApplication,
  eventually,
  leave,
  Queue,
  SDP,
  type Application,
  type Incoming,
  type Outgoing,
} from './application.ts';
import { newBranch, newCallId, udpPhone, type Phone } from './phone.ts';
import { sipp } from './sipp.ts';
import { isRealServer, PATIENCE_MS, sipUri, startHastyTarget, startTarget, type Target } from './target.ts';

type Handler = (req: Incoming, res: Outgoing) => unknown;

function serving(target: Target, handler: Handler): Promise<Application> {
  return connectApplication(target, (application) => application.invite(handler));
}

/** Rings, answers, and hands the dialog on. */
function answering(dialogs: Queue<Application> = new Queue()): (application: Application) => void {
  return (application) => {
    application.invite(async (req: Incoming, res: Outgoing) => {
      res.send(180);
      dialogs.push(await application.createUAS(req, res, { localSdp: SDP }));
    });
  };
}

async function answeredCall(
  phone: Phone,
  target: Target,
): Promise<{ established: Awaited<ReturnType<Phone['response']>>; callId: string }> {
  const callId = newCallId();
  phone.send(phone.compose('INVITE', sipUri(target), { callId, body: SDP }));
  const established = await phone.response(200, 'INVITE');
  phone.send(phone.inDialog('ACK', established));
  return { established, callId };
}

describe('a call from the network', () => {
  test('rings, is answered, and ends when the caller hangs up', async () => {
    const target = await startTarget();
    const dialogs = new Queue<Application>();
    await connectApplication(target, answering(dialogs));
    const ended = arrival();
    const call = sipp(target, { scenario: 'caller-hangs-up' });
    const dialog = await dialogs.next();
    dialog.on('destroy', ended.resolve);
    await call;
    expect((await ended.promise).method).toBe('BYE');
    expect(dialog.local.uri).toContain(`${target.sip.host}:${target.sip.port}`);
  });

  test('ends when the application hangs up', async () => {
    const target = await startTarget();
    await connectApplication(target, (application) => {
      application.invite(async (req: Incoming, res: Outgoing) => {
        const dialog = await application.createUAS(req, res, { localSdp: SDP });
        dialog.once('ack', () => dialog.destroy());
      });
    });
    await sipp(target, { scenario: 'callee-hangs-up' });
  });

  test('is refused with what the application says, and the refusal is acknowledged', async () => {
    const target = await startTarget();
    await serving(target, (_req, res) => res.send(486));
    await sipp(target, { scenario: 'caller-is-told-busy' });
  });

  test('gets 503 when no application serves INVITE', async () => {
    const target = await startTarget();
    await connectApplication(target, (application) => application.register(() => undefined));
    await sipp(target, { scenario: 'caller-gets-503' });
  });

  test('that the caller cancels gets 487, tells the application, and takes no later answer', async () => {
    const target = await startTarget();
    const cancelled = arrival();
    const refused = arrival();
    await serving(target, (req, res) => {
      req.on('cancel', () => {
        cancelled.resolve(req);
        res.send(200, { body: SDP }, (error: unknown) => refused.resolve(error));
      });
      res.send(180);
    });
    await sipp(target, { scenario: 'caller-gives-up' });
    await cancelled.promise;
    expect(await refused.promise).toBeTruthy();
  });

  test('carries re-INVITE, INFO, MESSAGE, OPTIONS and UPDATE in its dialog', async () => {
    const target = await startTarget();
    const seen: string[] = [];
    await connectApplication(target, (application) => {
      application.invite(async (req: Incoming, res: Outgoing) => {
        const dialog = await application.createUAS(req, res, { localSdp: SDP });
        for (const method of ['info', 'message', 'options', 'update']) {
          dialog.on(method, (_inner: Incoming, answer: Outgoing) => {
            seen.push(method);
            answer.send(200);
          });
        }
      });
    });
    await sipp(target, { scenario: 'caller-talks-in-the-dialog' });
    expect(seen).toEqual(['info', 'message', 'options', 'update']);
  });

  test('rings reliably, and the PRACK reaches the application', async () => {
    const target = await startTarget();
    const prack = arrival();
    await connectApplication(target, (application) => {
      application.invite((req: Incoming, res: Outgoing) => {
        const onPrack = (request: Application): void => {
          prack.resolve(request);
          void application.createUAS(req, res, { localSdp: SDP });
        };
        res.send(183, { headers: { Require: '100rel' }, body: SDP }, undefined, onPrack);
      });
    });
    await sipp(target, { scenario: 'caller-acknowledges-reliable-ringing' });
    expect((await prack.promise).get('RAck')).toMatch(/^\d+ 1 INVITE$/);
  });

  test('cannot be rung reliably when the caller does not know how', async () => {
    const target = await startTarget();
    const failed = arrival<unknown>();
    await serving(target, (_req, res) => {
      res.send(183, { headers: { Require: '100rel' } }, (error: unknown) => {
        failed.resolve(error);
        res.send(480);
      });
    });
    const phone = await udpPhone(target);
    const invite = phone.compose('INVITE', sipUri(target), { body: SDP });
    phone.send(invite);
    phone.acknowledgeRefusal(invite, await phone.final('INVITE'));
    expect(String(await failed.promise)).toContain('100rel');
  });

  test('reaches the application once, however often its INVITE is repeated', async () => {
    const target = await startTarget();
    let times = 0;
    const ringing = arrival<Outgoing>();
    await serving(target, (_req, res) => {
      times += 1;
      res.send(180, () => ringing.resolve(res));
    });
    const phone = await udpPhone(target);
    const invite = phone.compose('INVITE', sipUri(target), { body: SDP });
    phone.send(invite);
    await phone.response(180);
    phone.send(invite);
    await phone.response(180);
    (await ringing.promise).send(486);
    phone.acknowledgeRefusal(invite, await phone.response(486));
    expect(times).toBe(1);
  });

  // A real server hands the second one to the application as well.
  test.skipIf(isRealServer)('that was merged on the way is refused with 482 the second time', async () => {
    const target = await startTarget();
    await serving(target, (_req, res) => res.send(180));
    const phone = await udpPhone(target);
    const callId = newCallId();
    phone.send(phone.compose('INVITE', sipUri(target), { callId, body: SDP }));
    await phone.response(180);
    phone.send(phone.compose('INVITE', sipUri(target), { callId, branch: newBranch(), body: SDP }));
    await phone.response(482);
  });

  test('keeps its answer going out until the ACK comes', async () => {
    const target = await startTarget();
    const dialogs = new Queue<Application>();
    await connectApplication(target, answering(dialogs));
    const phone = await udpPhone(target);
    phone.send(phone.compose('INVITE', sipUri(target), { body: SDP }));
    await phone.response(200, 'INVITE');
    const again = await phone.response(200, 'INVITE');
    const acknowledged = arrival();
    (await dialogs.next()).on('ack', acknowledged.resolve);
    phone.send(phone.inDialog('ACK', again));
    await acknowledged.promise;
  });

  test('is hung up on both sides when the ACK never comes', async () => {
    const target = await startHastyTarget();
    const dialogs = new Queue<Application>();
    await connectApplication(target, answering(dialogs));
    const phone = await udpPhone(target);
    phone.send(phone.compose('INVITE', sipUri(target), { body: SDP }));
    const ended = arrival();
    (await dialogs.next()).on('destroy', ended.resolve);
    phone.answer(await phone.request('BYE', PATIENCE_MS), 200);
    await ended.promise;
  });

  test('is refused again and again until the refusal is acknowledged', async () => {
    const target = await startTarget();
    await serving(target, (_req, res) => res.send(486));
    const phone = await udpPhone(target);
    const invite = phone.compose('INVITE', sipUri(target), { body: SDP });
    phone.send(invite);
    await phone.response(486);
    phone.acknowledgeRefusal(invite, await phone.response(486));
  });

  test('gets 503 when its application goes away before the answer', async () => {
    if (isRealServer) return; // a real server leaves the INVITE to the caller's timer
    const target = await startTarget();
    const application = await serving(target, (_req, res) => res.send(180));
    const phone = await udpPhone(target);
    phone.send(phone.compose('INVITE', sipUri(target), { body: SDP }));
    await phone.response(180);
    leave(application);
    await phone.response(503);
  });
});

describe('a request in a dialog', () => {
  test('that does not exist gets 481', async () => {
    const target = await startTarget();
    await connectApplication(target, answering());
    const phone = await udpPhone(target);
    for (const method of ['BYE', 'INFO', 'INVITE', 'UPDATE']) {
      phone.send(
        phone.compose(method, sipUri(target), { to: '<sip:nobody@127.0.0.1>;tag=unknown', body: SDP }),
      );
      // A real server offers INFO and INVITE to whoever serves them, and says 503 when nobody does.
      expect(isRealServer ? [481, 503, 200] : [481]).toContain((await phone.final(method)).status);
    }
  });

  // A real server does not look at the order.
  test.skipIf(isRealServer)('with a lower CSeq than the last is refused with 500', async () => {
    const target = await startTarget();
    await connectApplication(target, answering());
    const phone = await udpPhone(target);
    const { established } = await answeredCall(phone, target);
    phone.send(phone.inDialog('INFO', established, { cseq: 10 }));
    expect((await phone.final('INFO')).status).toBe(200);
    phone.send(phone.inDialog('INFO', established, { cseq: 5 }));
    expect((await phone.final('INFO')).status).toBe(500);
    phone.send(phone.inDialog('BYE', established, { cseq: 11 }));
    await phone.response(200, 'BYE');
  });

  // A real server leaves glare to the application.
  test.skipIf(isRealServer)('that meets an INVITE of the other side is refused with 491', async () => {
    const target = await startTarget();
    const dialogs = new Queue<Application>();
    await connectApplication(target, answering(dialogs));
    const phone = await udpPhone(target);
    const { established } = await answeredCall(phone, target);
    const dialog = await dialogs.next();
    const modified = dialog.modify(SDP);
    const theirs = await phone.request('INVITE');
    const ours = phone.inDialog('INVITE', established, { cseq: 2, body: SDP });
    phone.send(ours);
    phone.acknowledgeRefusal(ours, await phone.response(491));
    phone.answer(theirs, 200, [], SDP);
    await modified;
    await phone.request('ACK');
    phone.send(phone.inDialog('BYE', established, { cseq: 3 }));
    await phone.response(200, 'BYE');
  });

  test('after the call has ended gets 481', async () => {
    const target = await startTarget();
    await connectApplication(target, answering());
    const phone = await udpPhone(target);
    const { established } = await answeredCall(phone, target);
    phone.send(phone.inDialog('BYE', established, { cseq: 2 }));
    await phone.response(200, 'BYE');
    phone.send(phone.inDialog('INFO', established, { cseq: 3 }));
    expect([481, ...(isRealServer ? [503] : [])]).toContain((await phone.final('INFO')).status);
  });

  test('follows the recorded route and the last contact', async () => {
    const target = await startTarget();
    const dialogs = new Queue<Application>();
    await connectApplication(target, answering(dialogs));
    const phone = await udpPhone(target);
    const proxy = await udpPhone(target);
    phone.send(
      phone.compose('INVITE', sipUri(target), {
        body: SDP,
        headers: [`Record-Route: <sip:127.0.0.1:${proxy.port};lr>`, 'Record-Route: <sip:far.example.com;lr>'],
      }),
    );
    const established = await phone.response(200, 'INVITE');
    expect(established.all('Record-Route').join()).toContain('far.example.com');
    phone.send(phone.inDialog('ACK', established));
    const dialog = await dialogs.next();
    const ended = dialog.destroy();
    const bye = await proxy.request('BYE');
    expect(bye.uri).toBe(`sip:phone@127.0.0.1:${phone.port}`);
    expect(bye.all('Route').join()).toMatch(/127\.0\.0\.1.*far\.example\.com/s);
    proxy.answer(bye, 200);
    await ended;
  });
});

describe('a session timer', () => {
  test('the caller asked for is agreed on', async () => {
    const target = await startTarget();
    await connectApplication(target, answering());
    const phone = await udpPhone(target);
    const headers = ['Supported: timer', 'Session-Expires: 1800;refresher=uac'];
    phone.send(phone.compose('INVITE', sipUri(target), { body: SDP, headers }));
    const established = await phone.response(200, 'INVITE');
    expect(established.get('Session-Expires')).toMatch(/^1800;\s*refresher=uac/);
    phone.send(phone.inDialog('ACK', established));
    phone.send(phone.inDialog('BYE', established, { cseq: 2 }));
    await phone.response(200, 'BYE');
  });

  test.skipIf(isRealServer)('shorter than RFC 4028 allows is refused with 422', async () => {
    const target = await startTarget();
    await connectApplication(target, answering());
    const phone = await udpPhone(target);
    const headers = ['Supported: timer', 'Session-Expires: 30'];
    const invite = phone.compose('INVITE', sipUri(target), { body: SDP, headers });
    phone.send(invite);
    const refusal = await phone.response(422);
    expect(refusal.get('Min-SE')).toBe('90');
    phone.acknowledgeRefusal(invite, refusal);
  });

  test.skipIf(isRealServer)('that nobody refreshes ends the call on both sides', async () => {
    const target = await startHastyTarget();
    const dialogs = new Queue<Application>();
    await connectApplication(target, answering(dialogs));
    const phone = await udpPhone(target);
    const headers = ['Supported: timer', 'Session-Expires: 90;refresher=uac'];
    phone.send(phone.compose('INVITE', sipUri(target), { body: SDP, headers }));
    phone.send(phone.inDialog('ACK', await phone.response(200, 'INVITE')));
    const ended = arrival();
    (await dialogs.next()).on('destroy', ended.resolve);
    phone.answer(await phone.request('BYE'), 200);
    await ended.promise;
  });

  test.skipIf(isRealServer)('that is ours to refresh is refreshed again and again', async () => {
    const target = await startHastyTarget();
    await connectApplication(target, answering());
    const phone = await udpPhone(target);
    const headers = [
      'Supported: timer',
      'Session-Expires: 90;refresher=uas',
      'Allow: INVITE, ACK, BYE, UPDATE',
    ];
    phone.send(phone.compose('INVITE', sipUri(target), { body: SDP, headers }));
    const established = await phone.response(200, 'INVITE');
    phone.send(phone.inDialog('ACK', established));
    for (let time = 0; time < 2; time += 1) {
      const update = await phone.request('UPDATE');
      expect(update.get('Session-Expires')).toBe('90;refresher=uac');
      phone.answer(update, 200, ['Session-Expires: 90;refresher=uac']);
    }
    phone.send(phone.inDialog('BYE', established, { cseq: 2 }));
    await phone.response(200, 'BYE');
  });
});

describe('many calls at once', () => {
  test('all succeed and leave nothing behind', async () => {
    const target = await startHastyTarget({ t1Ms: 60 });
    await connectApplication(target, answering());
    await sipp(target, { scenario: 'caller-hangs-up', calls: 300, perSecond: 150, timeoutSeconds: 30 });
    const { engine } = target;
    if (!engine) return;
    expect(engine.stats().dialogs).toBe(0);
    await eventually(() => engine.stats().serverTransactions === 0, 'all transactions ended', 8_000);
  });
});
