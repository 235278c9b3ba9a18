import { afterEach, expect, test } from 'vitest';
import { createLogger } from '#platform/logger.ts';
import { createWaitingLine, type WaitingLine } from '../../telephony/inbound/waiting-line.ts';
import { eventually } from '../support/until.ts';

let line: WaitingLine;
afterEach(() => line.stop());

/** A line over projects of which so many agents are free; answers with what was asked. */
function lineOver(free: Record<string, number>) {
  const asked: string[] = [];
  const projectOf = (callId: string): string => callId.charAt(0);
  line = createWaitingLine({
    isAnybodyFree: async (projectId) => {
      asked.push(`anybody of ${projectId}?`);
      return free[projectId] !== 0;
    },
    ringNextAgent: async (callId) => {
      asked.push(callId);
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
