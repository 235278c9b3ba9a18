// INVITE sent → card received by a Socket.IO client, over a million contacts, beside a handler that looks nothing up
// and tells the same clients through the same server. One process sends, receives and keeps the clock.
import { connectDeskClient, type DeskClient } from '../support/product/desk-client.ts';
import { startProduct } from '../support/product/start-product.ts';
import type { OutgoingCall } from '../support/sip/outgoing-call.ts';
import { Telephone } from '../support/sip/telephone.ts';
import { prepareBenchDatabase, settleStatistics } from './bench-database.ts';
import { staffCallCentre } from './call-centre.ts';
import { pickNumbers } from './million-contacts.ts';
import { percentile, rounded } from './percentiles.ts';
import { startBare } from './start-bare.ts';

const CONTACTS = Number(process.env['BENCH_CONTACTS'] ?? 1_000_000);
const CALLS_PER_SECOND = Number(process.env['BENCH_RATE'] ?? 50);
const SECONDS_EACH = Number(process.env['BENCH_SECONDS'] ?? 48);
const ROUNDS = 6;
const AGENTS = 60;

interface Side {
  readonly latencies: number[];
  readonly roundP99s: number[];
  sent: number;
  lost: number;
}

console.log(JSON.stringify({ bench: 'pop', ...(await measure()) }));

async function measure(): Promise<{ figures: object; ratios: object }> {
  const databaseUrl = await prepareBenchDatabase(CONTACTS);
  const product = await startProduct({ databaseUrl, environment: { LOG_LEVEL: 'warn' } });
  const phones = await Telephone.open();
  const sender = await Telephone.open();
  try {
    const team = await staffCallCentre(product, AGENTS, phones.port);
    const bare = await startBare({
      BARE_MODE: 'emit',
      REDIS_URL: product.redisUrl,
      BARE_USER_IDS: team.agents.map(({ id }) => id).join(','),
    });
    const clients = await Promise.all(
      team.agents.map((agent) => connectDeskClient(product.webUrls[0], agent, product.database)),
    );
    const arrivals = watchArrivals(clients);
    await settleStatistics(product.database);
    phones.onCall((call) => call.ring());

    const perRound = Math.round((CALLS_PER_SECOND * SECONDS_EACH) / ROUNDS);
    const numbers = await pickNumbers(product.database, (ROUNDS + 1) * perRound);
    const sides = { product: newSide(), bare: newSide() };
    const ports = { product: product.sip.port, bare: bare.sipPort };
    for (let round = 0; round <= ROUNDS; round += 1) {
      const callers = numbers.slice(round * perRound, (round + 1) * perRound);
      for (const name of ['bare', 'product'] as const) {
        const measured = await sendRound(sender, callers, { to: team.dialled, port: ports[name] }, arrivals);
        console.error(
          `round ${round} ${name}: p99 ${percentile(measured.latencies, 0.99)} ms, lost ${measured.lost}`,
        );
        if (round > 0) add(sides[name], measured); // the first round only warms up
      }
    }
    bare.close();
    for (const client of clients) client.close();
    return report(sides);
  } finally {
    sender.unplug();
    phones.unplug();
    await product.close();
  }
}

/** Who waits for the card of which number. */
type Arrivals = Map<string, (at: number) => void>;

function watchArrivals(clients: readonly DeskClient[]): Arrivals {
  const arrivals: Arrivals = new Map();
  const arrived = (number: string): void => arrivals.get(number)?.(performance.now());
  for (const { socket } of clients) {
    socket.on('call:rang', ({ call, card }) => {
      if (card.kind === 'contact') arrived(call.number ?? '');
    });
    (socket as { on(event: string, hear: (event: { number: string }) => void): void }).on(
      'bare:rang',
      ({ number }) => arrived(number),
    );
  }
  return arrivals;
}

/** One call at each tick, whatever became of the earlier ones; each is given up as soon as its card is there. */
async function sendRound(
  sender: Telephone,
  callers: readonly string[],
  target: { readonly to: string; readonly port: number },
  arrivals: Arrivals,
): Promise<Side> {
  const side = newSide();
  const beganAt = performance.now();
  const done: Promise<void>[] = [];
  for (const [index, from] of callers.entries()) {
    const dueIn = beganAt + (index * 1000) / CALLS_PER_SECOND - performance.now();
    if (dueIn > 0) await new Promise((resolve) => setTimeout(resolve, dueIn));
    side.sent += 1;
    const call = sender.call({ from, host: '127.0.0.1', ...target });
    done.push(
      arrival(from, call, arrivals).then((latency) => {
        if (latency === null) side.lost += 1;
        else side.latencies.push(latency);
        return call.cancel().catch(() => undefined);
      }),
    );
  }
  await Promise.all(done);
  return side;
}

function arrival(number: string, call: OutgoingCall, arrivals: Arrivals): Promise<number | null> {
  return new Promise((resolve) => {
    const finish = (latency: number | null): void => {
      clearTimeout(deadline);
      arrivals.delete(number);
      resolve(latency);
    };
    const deadline = setTimeout(() => finish(null), 5000);
    arrivals.set(number, (at) => finish(at - call.sentAt));
  });
}

function newSide(): Side {
  return { latencies: [], roundP99s: [], sent: 0, lost: 0 };
}

function add(side: Side, round: Side): void {
  side.latencies.push(...round.latencies);
  side.roundP99s.push(percentile(round.latencies, 0.99));
  side.sent += round.sent;
  side.lost += round.lost;
}

function report(sides: { product: Side; bare: Side }): { figures: object; ratios: object } {
  const figuresOf = ({ latencies, roundP99s, sent, lost }: Side): object => ({
    p50_ms: percentile(latencies, 0.5),
    p95_ms: percentile(latencies, 0.95),
    p99_ms: percentile(latencies, 0.99),
    max_ms: percentile(latencies, 1),
    p99_ms_by_round: roundP99s,
    calls: sent,
    without_card: lost,
  });
  const p99Of = ({ latencies }: Side): number => percentile(latencies, 0.99);
  return {
    figures: {
      contacts: CONTACTS,
      calls_per_second: CALLS_PER_SECOND,
      product: figuresOf(sides.product),
      bare: figuresOf(sides.bare),
    },
    ratios: { p99_to_bare: rounded(p99Of(sides.product) / p99Of(sides.bare)) },
  };
}
