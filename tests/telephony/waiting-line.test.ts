import { afterEach, expect, test } from 'vitest';
import { createLogger } from '#platform/logger.ts';
import { createWaitingLine, type WaitingLine } from '../../telephony/inbound/waiting-line.ts';
import { eventually } from '../support/until.ts';

let line: WaitingLine;
afterEach(() => line.stop());

/** A line over projects of which so many agents are free; answers with what was asked. */
function lineOver(free: Record<string, number>, underWay: (callId: string) => unknown = () => undefined) {
  const asked: string[] = [];
  const projectOf = (callId: string): string => callId.charAt(0);
  line = createWaitingLine({
    countFree: async (projectId, most) => {
      asked.push(`anybody of ${projectId}?`);
      return Math.min(free[projectId] ?? 0, most);
    },
    ringNextAgent: async (callId) => {
      asked.push(callId);
      await underWay(callId);
      const projectId = projectOf(callId);
      free[projectId] = (free[projectId] ?? 0) - 1;
      return { legId: `leg of ${callId}`, userId: 'anna', agentName: 'Anna', phones: [] };
    },
    logger: createLogger({ logLevel: 'fatal', instanceId: 'test' }),
    lookAgainMs: 60_000,
  });
  const join = (callId: string, second: number) =>
    line.join({ callId, projectId: projectOf(callId), receivedAt: new Date(second * 1000) });
  return { asked, join };
}

test('where nobody of a project is free, its callers are not asked for one by one', async () => {
  const { asked, join } = lineOver({ a: 0, b: 1 });
  for (let second = 1; second <= 50; second += 1) join(`a${second}`, second);
  const other = join('b51', 51);
  expect(await other.agent).toMatchObject({ legId: 'leg of b51' });
  expect(asked.filter((question) => question === 'anybody of a?').length).toBeLessThanOrEqual(3);
  expect(asked.filter((question) => question.startsWith('a'))).not.toContain('a1');
});

test('who has waited longest is asked for first, as far as agents go', async () => {
  const free = { a: 0 };
  const { asked, join } = lineOver(free);
  join('a2', 2);
  join('a3', 3);
  const first = join('a1', 1);
  await eventually(async () => asked.length > 0, 'the line is looked at', 2000);
  free.a = 1;
  line.lookAgain();
  expect(await first.agent).toMatchObject({ legId: 'leg of a1' });
  expect(asked).not.toContain('a2');
});

test('as many callers as agents are free are served together, a few at a time', async () => {
  const free = { a: 0 };
  let most = 0;
  let now = 0;
  const { join, asked } = lineOver(free, async () => {
    now += 1;
    most = Math.max(most, now);
    await new Promise((resolve) => setTimeout(resolve, 5));
    now -= 1;
  });
  const callers = Array.from({ length: 50 }, (_, index) => join(`a${index}`, index));
  await eventually(async () => asked.length > 0, 'the line is looked at', 2000);
  free.a = 3;
  line.lookAgain();
  await Promise.all(callers.slice(0, 3).map(({ agent }) => agent));
  expect(asked).not.toContain('a3');
  expect(most).toBe(3);
  free.a = 47;
  line.lookAgain();
  await Promise.all(callers.map(({ agent }) => agent));
  expect(most).toBe(32);
  expect(asked.filter((question) => /^a\d/.test(question))).toHaveLength(50);
});

test('a look that fails keeps nobody from being looked for again', async () => {
  const free = { a: 2 };
  let failures = 0;
  const { join } = lineOver(free, async (callId) => {
    if (callId === 'a1' && (failures += 1) === 1) throw new Error('the database is away');
  });
  const [failed, other] = [join('a1', 1), join('a2', 2)];
  expect(await other.agent).toMatchObject({ legId: 'leg of a2' });
  line.lookAgain();
  expect(await failed.agent).toMatchObject({ legId: 'leg of a1' });
});
