import { Queue } from 'bullmq';
import type { MeetingHints } from '#domain/meetings/meeting-hints.ts';
import type { Logger } from '#platform/logger.ts';
import type { Redis } from '#platform/redis.ts';
import {
  catalogue,
  JOB_PREFIX,
  type JobDefinition,
  type JobName,
  type JobPayloads,
  type QueueName,
} from './catalogue.ts';

export interface JobProducer {
  /** Resolves once the job is in Redis; rejects while Redis is away. */
  add<N extends JobName>(name: N, payload: JobPayloads[N], delayMs?: number): Promise<void>;
  close(): Promise<void>;
}

/** A job that failed is kept for a day to be looked at. */
const kept = { removeOnComplete: true, removeOnFail: { age: 86_400, count: 1000 } };

export function createJobProducer(redis: Redis, logger: Logger): JobProducer {
  const queues = new Map<QueueName, Queue>();
  const queueOf = (name: QueueName): Queue => {
    const known = queues.get(name);
    if (known) return known;
    const queue = new Queue(name, { connection: redis, prefix: JOB_PREFIX, skipWaitingForReady: true });
    queue.on('error', (error) => logger.debug({ queue: name, error }, 'a job queue has lost redis'));
    queues.set(name, queue);
    return queue;
  };
  return {
    async add<N extends JobName>(name: N, payload: JobPayloads[N], delayMs = 0) {
      // what BullMQ cannot send now it would keep in memory; the sweeps know better
      if (redis.status !== 'ready') throw new Error('redis is away');
      const { queue, idOf }: JobDefinition<JobPayloads[N]> = catalogue[name];
      await queueOf(queue).add(name, payload, { jobId: idOf(payload), delay: Math.max(0, delayMs), ...kept });
    },
    close: async () => void (await Promise.all([...queues.values()].map((queue) => queue.close()))),
  };
}

/** Hints of promised calls as jobs. While Redis is away they are let go: sweeps find the same in the rows. */
export function jobHints(producer: JobProducer, now: () => Date, logger: Logger): MeetingHints {
  let isAway = false;
  const hint = (adding: Promise<void>): void => {
    adding.then(
      () => void (isAway = false),
      (error: unknown) => {
        if (!isAway) logger.warn({ error }, 'jobs are not added: the sweeps will find the work');
        isAway = true;
      },
    );
  };
  return {
    lookLater({ id, revision, nextActionAt }) {
      const dueMs = nextActionAt.getTime();
      hint(producer.add('act-on-meeting', { meetingId: id, revision, dueMs }, dueMs - now().getTime()));
    },
    callQueued: (callId) => hint(producer.add('originate', { callId })),
  };
}
