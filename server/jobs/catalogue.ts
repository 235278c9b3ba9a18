import { z } from 'zod';

/** What each job carries: ids, never data. */
export interface JobPayloads {
  'act-on-meeting': { readonly meetingId: string; readonly revision: number; readonly dueMs: number };
  originate: { readonly callId: string };
}

export type JobName = keyof JobPayloads;
export type QueueName = 'meetings' | 'calls';
export type JobProcess = 'worker' | 'telephony';

export interface JobDefinition<P> {
  readonly queue: QueueName;
  readonly handledBy: JobProcess;
  readonly payload: z.ZodType<P>;
  /** Makes adding a job twice harmless; may not contain ':' (BullMQ). */
  readonly idOf: (payload: P) => string;
}

/** Every job there is. */
export const catalogue: { readonly [N in JobName]: JobDefinition<JobPayloads[N]> } = {
  'act-on-meeting': {
    queue: 'meetings',
    handledBy: 'worker',
    payload: z.strictObject({ meetingId: z.uuid(), revision: z.int(), dueMs: z.int() }),
    idOf: ({ meetingId, revision, dueMs }) => `meeting-${meetingId}-r${revision}-${dueMs}`,
  },
  originate: {
    queue: 'calls',
    handledBy: 'telephony',
    payload: z.strictObject({ callId: z.uuid() }),
    idOf: ({ callId }) => `originate-${callId}`,
  },
};

export const jobNames = Object.keys(catalogue) as JobName[];

/** Keys of all queues begin with this. */
export const JOB_PREFIX = 'ringdesk';
