import { beforeEach, describe, expect, test } from 'vitest';
import {
  connectApplication,
  eventually,
  Queue,
  SDP,
  type Application,
  type Incoming,
  type Outgoing,
} from './application.ts';
import { newCallId, udpPhone, type Message, type Phone } from './phone.ts';
import { sipp } from './sipp.ts';
import { isRealServer, sipUri, startHastyTarget, startTarget, type Target } from './target.ts';
import { TORTURE, type Place } from './torture-messages.ts';

let target: Target;
let phone: Phone;
let handedUp: number;

beforeEach(async () => {
  target = await startTarget();
  handedUp = 0;
  await connectApplication(target, (application) => {
    application.options((_req: Incoming, res: Outgoing) => {
      handedUp += 1;
      res.send(200);
    });
  });
  phone = await udpPhone(target);
});

function place(): Place {
  return { uri: sipUri(target), phone: `127.0.0.1:${phone.port}`, id: newCallId() };
}

/** A request that is certainly good: what came before it has been dealt with when it is answered. */
async function goodRequest(): Promise<Message> {
  const callId = `good${newCallId()}`;
  phone.send(phone.compose('OPTIONS', sipUri(target), { callId }));
  return phone.next((message) => message.get('Call-ID') === callId && message.status === 200);
}

describe('a torture message of RFC 4475', () => {
  for (const message of TORTURE) {
    test(message.name, async () => {
      phone.send(message.text(place()));
      if (isRealServer) {
        await goodRequest();
        return; // what a real server makes of each is its own affair; that it lives on is what matters
      }
      if (message.expected === 'silence') {
        await goodRequest();
        expect(phone.unread(() => true)).toBe(0);
        expect(handedUp).toBe(1);
        return;
      }
      const answer = await phone.next((each) => each.status >= 200);
      if (message.expected === 'accepted') expect(answer.status).toBe(200);
      else expect(message.expected).toContain(answer.status);
      await goodRequest();
      expect(handedUp).toBe(message.expected === 'accepted' ? 2 : 1);
    });
  }
});

/** A small generator, so that a failing run can be repeated with its seed. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

function mutated(packet: Buffer, random: (below: number) => number): Buffer {
  let bytes = Buffer.from(packet);
  for (let count = 1 + random(6); count > 0; count -= 1) {
    const at = random(bytes.length);
    const kind = random(5);
    if (kind === 0) bytes[at] = random(256);
    else if (kind === 1) bytes = bytes.subarray(0, Math.max(at, 1));
    else if (kind === 2)
      bytes = Buffer.concat([
        bytes.subarray(0, at),
        bytes.subarray(Math.min(at + random(40), bytes.length - 1)),
      ]);
    else if (kind === 3)
      bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(0, random(80)), bytes.subarray(at)]);
    else
      bytes = Buffer.concat([
        bytes.subarray(0, at),
        Buffer.from(SPICE[random(SPICE.length)] as string),
        bytes.subarray(at),
      ]);
  }
  return bytes;
}

const SPICE = [
  '\r\n',
  '\r\n\r\n',
  '"',
  '<',
  '>',
  ';',
  ',',
  ':',
  '\0',
  'é',
  ' ',
  ';tag=',
  'SIP/2.0',
  '%',
  '|',
  '#',
  '99999999999',
  '-1',
];
const PACKETS = 4_000;
const BATCH = 100;

describe('mutated and random packets', () => {
  // drachtio-server 0.9.x itself dies of these packets after some seconds.
  test.skipIf(isRealServer)(
    'neither stop the engine, nor leak, nor disturb good calls beside them',
    async () => {
      const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31);
      const random = randomFrom(seed);
      const hasty = await startHastyTarget({ t1Ms: 40 });
      const dialogs = new Queue<Application>();
      await connectApplication(hasty, (application) => {
        application.invite(async (req: Incoming, res: Outgoing) => {
          const isGood = (req.get('From') ?? '').includes('SIPpTag');
          if (!isGood) return res.send(486);
          res.send(180);
          dialogs.push(await application.createUAS(req, res, { localSdp: SDP }));
        });
        for (const method of ['options', 'register', 'message', 'info', 'notify', 'publish']) {
          application[method]((_req: Incoming, res: Outgoing) => res.send(200));
        }
        for (const method of ['subscribe', 'refer']) {
          application[method]((_req: Incoming, res: Outgoing) => res.send(403));
        }
      });
      const fuzzer = await udpPhone(hasty);
      const seeds = [
        'INVITE',
        'OPTIONS',
        'REGISTER',
        'ACK',
        'BYE',
        'CANCEL',
        'PRACK',
        'SUBSCRIBE',
        'NOTIFY',
        'UPDATE',
        'REFER',
      ];
      const good = sipp(hasty, { scenario: 'caller-hangs-up', calls: 60, perSecond: 30, timeoutSeconds: 30 });
      for (let sent = 0; sent < PACKETS; sent += 1) {
        const method = seeds[random(seeds.length)] as string;
        const packet =
          random(10) === 0
            ? Buffer.from(Array.from({ length: random(800) + 1 }, () => random(256)))
            : mutated(
                Buffer.from(fuzzer.compose(method, sipUri(hasty), { body: random(2) === 0 ? SDP : '' })),
                random,
              );
        fuzzer.send(packet);
        if (sent % BATCH === BATCH - 1) await new Promise((resolve) => setTimeout(resolve, 5));
      }
      await good.catch((error: unknown) => {
        throw new Error(`with FUZZ_SEED=${seed}: ${String(error)}`);
      });
      const { engine } = hasty;
      if (!engine) return;
      const { parsed, rejected, dropped, applicationErrors } = engine.stats();
      expect(parsed + rejected + dropped).toBeGreaterThan(PACKETS / 4);
      expect(applicationErrors).toBe(0);
      await eventually(
        () => engine.stats().serverTransactions === 0,
        `no transactions left, seed ${seed}`,
        15_000,
      );
      expect(engine.stats().dialogs).toBe(0);
    },
    60_000,
  );

  test.skipIf(isRealServer)('over TCP only cost the sender its connection', async () => {
    const { connect } = await import('node:net');
    const random = randomFrom(7);
    for (let time = 0; time < 60; time += 1) {
      const socket = connect(target.sip.port, target.sip.host);
      socket.on('error', () => undefined);
      await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
      await new Promise<void>((resolve) =>
        socket.write(mutated(Buffer.from(phone.compose('OPTIONS', sipUri(target))), random), () => resolve()),
      );
      socket.end();
    }
    await goodRequest();
  });
});

describe('one source that sends too much', () => {
  test.skipIf(isRealServer)('is not served beyond its limit, while another is', async () => {
    const limited = await startTarget({ sourceRequestsPerSecond: 1, sourceBurst: 5 });
    await connectApplication(limited, (application) => {
      application.options((_req: Incoming, res: Outgoing) => res.send(200));
    });
    const greedy = await udpPhone(limited);
    for (let time = 0; time < 50; time += 1) greedy.send(greedy.compose('OPTIONS', sipUri(limited)));
    await eventually(() => (limited.engine?.stats().dropped ?? 0) >= 40, 'the rest is dropped');
    expect(greedy.unread((message) => message.status === 200)).toBeLessThanOrEqual(6);
  });

  test.skipIf(isRealServer)('gets 503 when there is no room for another transaction', async () => {
    const small = await startTarget({ maxTransactions: 3 });
    await connectApplication(small, (application) => application.options(() => undefined));
    const busy = await udpPhone(small);
    for (let time = 0; time < 4; time += 1) busy.send(busy.compose('OPTIONS', sipUri(small)));
    expect((await busy.response(503)).get('Retry-After')).not.toBe('');
  });
});
