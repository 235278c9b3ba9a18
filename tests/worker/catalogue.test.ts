import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { jobNames } from '#jobs/catalogue.ts';
import { catalogue } from '#jobs/catalogue.ts';
import { assertHandlers } from '#jobs/consumer.ts';

const handler = (job: (typeof jobNames)[number]) => ({ job, handle: async () => undefined });

test('a process starts with exactly one handler for each of its jobs', () => {
  expect(() => assertHandlers('worker', [handler('act-on-meeting')])).not.toThrow();
  expect(() => assertHandlers('telephony', [handler('originate')])).not.toThrow();
});

test('a missing, a doubled or a foreign handler stops it', () => {
  expect(() => assertHandlers('worker', [])).toThrow('act-on-meeting has 0 handlers');
  const twice = [handler('act-on-meeting'), handler('act-on-meeting')];
  expect(() => assertHandlers('worker', twice)).toThrow('act-on-meeting has 2 handlers');
  expect(() => assertHandlers('worker', [handler('act-on-meeting'), handler('originate')])).toThrow(
    'originate has 1',
  );
});

test('ids are what BullMQ takes, and the same job has the same id', () => {
  const meetingId = randomUUID();
  const callId = randomUUID();
  const ids = [
    catalogue['act-on-meeting'].idOf({ meetingId, revision: 2, dueMs: 1000 }),
    catalogue.originate.idOf({ callId }),
  ];
  expect(ids).toEqual([`meeting-${meetingId}-r2-1000`, `originate-${callId}`]);
  for (const id of ids) expect(id).not.toMatch(/:|^\d+$/);
});

test('jobs carry ids and nothing else', () => {
  const refused = { callId: randomUUID(), number: '+48600100200' };
  expect(catalogue.originate.payload.safeParse(refused).success).toBe(false);
});
