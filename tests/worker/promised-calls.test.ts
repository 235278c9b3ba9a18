import { Redis } from 'ioredis';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { claimOutbound } from '#domain/calls/claim-outbound.ts';
import type { Meeting } from '#domain/meetings/meeting.ts';
import { FREED_AGENTS_CHANNEL } from '#realtime/rooms.ts';
import { createPgWorld, type PgWorld } from '../support/meetings/pg-world.ts';
import { type Seed, seedProject } from '../support/meetings/seed.ts';
import { startWorkerProcess, type WorkerProcess } from '../support/meetings/worker-process.ts';
import { aMeeting, World } from '../support/meetings/world.ts';
import { createTestRedis, type TestRedis } from '../support/services.ts';
import { eventually } from '../support/until.ts';

let world: PgWorld;
let seed: Seed;
let redis: TestRedis;
const workers: WorkerProcess[] = [];

beforeEach(async () => {
  world = await createPgWorld(new Date());
  seed = await seedProject(world.pool);
  redis = await createTestRedis();
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.kill('SIGKILL')));
  await redis.close();
  await world.close();
});

async function startWorker(): Promise<WorkerProcess> {
  const worker = await startWorkerProcess(world.url, redis.url);
  workers.push(worker);
  return worker;
}

/** Automatic meetings, one an agent, the first at `firstMs` from now and each `apartMs` after the one before. */
async function promise(count: number, firstMs: number, apartMs: number): Promise<readonly Meeting[]> {
  const now = Date.now();
  const agents = await Promise.all(Array.from({ length: count }, () => seed.agent()));
  return Promise.all(
    agents.map((userId, index) => {
      const at = new World(new Date(now + firstMs + index * apartMs));
      return seed.meeting(aMeeting(at, { inSeconds: 0, forSeconds: 600, userId, authorId: userId }));
    }),
  );
}

interface Started {
  readonly meetingId: string;
  readonly fromAt: Date;
  readonly startedAt: Date;
  readonly callId: string;
  readonly result: string | null;
}

async function attempts(): Promise<readonly Started[]> {
  const { rows } = await world.pool.query<Started>(
    `SELECT a.meeting_id AS "meetingId", m.from_at AS "fromAt", a.started_at AS "startedAt", a.call_id AS "callId", a.result
     FROM meeting_attempts a JOIN meetings m ON m.id = a.meeting_id ORDER BY m.from_at, a.ordinal`,
  );
  return rows;
}
const untilStarted = (count: number, withinMs = 30_000) =>
  eventually(
    async () => ((await attempts()).length >= count ? attempts() : null),
    `${count} attempts`,
    withinMs,
  );

function expectOnTime(started: readonly Started[], lateMs: number): void {
  for (const { fromAt, startedAt } of started) {
    const late = startedAt.getTime() - fromAt.getTime();
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(lateMs);
  }
}

/** For processes that start on a machine that has other things to do. */
const PATIENTLY = { timeout: 60_000 };

test('with Redis emptied while they wait, meetings start on time all the same', PATIENTLY, async () => {
  // the worker must be there before they are due
  const meetings = await promise(10, 9000, 50);
  await startWorker();
  const admin = new Redis(redis.url);
  await eventually(async () => (await admin.zcard('ringdesk:meetings:delayed')) > 0, 'jobs wait in Redis');
  await admin.flushall();
  admin.disconnect();
  const started = await untilStarted(meetings.length);
  expect(started).toHaveLength(meetings.length);
  expectOnTime(started, 10_000);
});

test('with Redis gone altogether, meetings start on time all the same', async () => {
  const meetings = await promise(5, 2500, 50);
  const worker = await startWorker();
  await redis.close();
  const started = await untilStarted(meetings.length);
  expect(started).toHaveLength(meetings.length);
  expectOnTime(started, 10_000);
  const complaints = worker.log.filter(
    ({ msg }) => msg === 'jobs are not added: the sweeps will find the work',
  );
  expect(complaints.length).toBeLessThanOrEqual(1);
});

test(
  'two workers start two hundred meetings of one second once each, in their order',
  PATIENTLY,
  async () => {
    const [meetings] = [await promise(200, 4000, 5), await startWorker(), await startWorker()];
    const started = await untilStarted(meetings.length, 20_000);
    expect(started.map(({ meetingId }) => meetingId)).toEqual(meetings.map(({ id }) => id));
    const times = started.map(({ startedAt }) => startedAt.getTime());
    expect(times).toEqual([...times].sort((one, other) => one - other));
    expectOnTime(started, 30_000);
  },
);

test(
  'a worker killed in the middle of a look leaves nothing half done, and another finishes it',
  PATIENTLY,
  async () => {
    const [meeting] = await promise(1, 0, 0);
    const holder = await world.pool.connect();
    await holder.query('BEGIN');
    await holder.query('SET LOCAL idle_in_transaction_session_timeout = 0');
    await holder.query('SELECT 1 FROM agent_states WHERE user_id = $1 FOR UPDATE', [meeting!.userId]);
    const doomed = await startWorker();
    await eventually(async () => (await waitingForLocks()) > 0, 'the worker is in the middle of a look');
    const heir = await startWorker();
    await doomed.kill('SIGKILL');
    await holder.query('ROLLBACK');
    holder.release();
    const started = await untilStarted(1);
    expect(started).toMatchObject([{ meetingId: meeting!.id, result: null }]);
    expect(await heir.kill('SIGTERM')).toBe(0);
    expect(await attempts()).toHaveLength(1);
  },
);

async function waitingForLocks(): Promise<number> {
  const { rows } = await world.pool.query<{ count: string }>(
    `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return Number(rows[0]?.count);
}

test('a call whose gateway was killed is closed as lost and the meeting tried again within its window', async () => {
  await promise(1, 0, 0);
  await startWorker();
  const [first] = await untilStarted(1);
  const at = new Date();
  const leaseUntil = new Date(at.getTime() + 500);
  await claimOutbound(world.deps)({ callId: first!.callId, gatewayId: 'dead', at, leaseUntil });
  const [lost, second] = await untilStarted(2, 15_000);
  expect(lost).toMatchObject({ result: 'lost' });
  expect(second!.callId).not.toBe(first!.callId);
});

test('a freed agent is dialled at once, without waiting for the next look', async () => {
  const [meeting] = await promise(1, 0, 0);
  await seed.setAgent(meeting!.userId!, 'paused');
  await startWorker();
  const admin = new Redis(redis.url);
  const waiting = 'SELECT 1 FROM meetings WHERE status_reason = $1';
  await eventually(
    async () => (await world.pool.query(waiting, ['agent_paused'])).rowCount === 1,
    'it waits',
  );
  await seed.setAgent(meeting!.userId!, 'available');
  const freedAt = Date.now();
  await eventually(
    async () => (await admin.publish(FREED_AGENTS_CHANNEL, '')) > 0,
    'the worker hears of freed agents',
  );
  await untilStarted(1);
  expect(Date.now() - freedAt).toBeLessThan(2000);
  admin.disconnect();
});

test('a worker outlives its database connections and says so once', async () => {
  const worker = await startWorker();
  for (let outage = 0; outage < 3; outage += 1) {
    await world.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
  }
  const meetings = await promise(3, 500, 10);
  await untilStarted(meetings.length);
  expect(
    worker.log.filter(({ msg, sweep }) => msg === 'a sweep fails' && sweep === 'due-meetings').length,
  ).toBeLessThan(2);
  expect(await worker.kill('SIGTERM')).toBe(0);
});
