import { type Job, Worker } from 'bullmq';
import type { Logger } from '#platform/logger.ts';
import { connectRedis } from '#platform/redis.ts';
import {
  catalogue,
  JOB_PREFIX,
  type JobName,
  jobNames,
  type JobPayloads,
  type JobProcess,
  type QueueName,
} from './catalogue.ts';

/** One job's work. The file that exports it is named for the job. */
export interface JobHandler<N extends JobName = JobName> {
  readonly job: N;
  readonly handle: (payload: JobPayloads[N]) => Promise<void>;
}

/** The handlers of a process; each checks its own payload, so they may stand in one list. */
export interface AnyJobHandler {
  readonly job: JobName;
  readonly handle: (payload: never) => Promise<void>;
}

export interface JobConsumer {
  /** Takes no more jobs and waits for those it has. */
  close(): Promise<void>;
}

export interface ConsumerOptions {
  readonly redisUrl: string;
  readonly logger: Logger;
  /** Jobs of one queue at a time. */
  readonly concurrency: number;
}

/** Throws unless every job the catalogue gives this process has exactly one handler, and there are no others. */
export function assertHandlers(process: JobProcess, handlers: readonly AnyJobHandler[]): void {
  const problems = jobNames.flatMap((name) => {
    const count = handlers.filter(({ job }) => job === name).length;
    const wanted = catalogue[name].handledBy === process ? 1 : 0;
    return count === wanted ? [] : [`${name} has ${count} handlers here instead of ${wanted}`];
  });
  if (problems.length > 0)
    throw new Error(`Jobs and handlers of ${process} do not match: ${problems.join('; ')}.`);
}

/** Runs the process's handlers as jobs come. Redis may be away for a while: the work is found by sweeps then. */
export function consumeJobs(
  process: JobProcess,
  handlers: readonly AnyJobHandler[],
  { redisUrl, logger, concurrency }: ConsumerOptions,
): JobConsumer {
  assertHandlers(process, handlers);
  const queues = [...new Set(handlers.map(({ job }) => catalogue[job].queue))];
  const running = queues.map((queue) => consumeQueue(queue, handlers, { redisUrl, logger, concurrency }));
  return { close: async () => void (await Promise.all(running.map((consumer) => consumer.close()))) };
}

function consumeQueue(
  queue: QueueName,
  handlers: readonly AnyJobHandler[],
  { redisUrl, logger, concurrency }: ConsumerOptions,
): JobConsumer {
  const connection = connectRedis(redisUrl, 'jobs', logger);
  const worker = new Worker(queue, (job) => runJob(job, handlers), {
    connection,
    prefix: JOB_PREFIX,
    concurrency,
    // a worker that dies with a job in hand: the row is swept long before, this only cleans up
    stalledInterval: 30_000,
    lockDuration: 30_000,
  });
  worker.on('error', (error) => logger.debug({ queue, error }, 'a job worker has lost redis'));
  worker.on('failed', (job, error) =>
    logger.error({ queue, job: job?.name, jobId: job?.id, error }, 'a job failed'),
  );
  return {
    close: async () => {
      await closeWorker(worker, connection.status === 'ready');
      connection.disconnect();
    },
  };
}

/** Without Redis a worker cannot say goodbye, and has nothing in hand. */
async function closeWorker(worker: Worker, isConnected: boolean): Promise<void> {
  await worker.close(!isConnected);
}

async function runJob(job: Job, handlers: readonly AnyJobHandler[]): Promise<void> {
  const handler = handlers.find(({ job: name }) => name === job.name);
  if (!handler) throw new Error(`nobody handles ${job.name}`);
  await handler.handle(catalogue[handler.job].payload.parse(job.data) as never);
}
