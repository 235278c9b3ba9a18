import { z } from 'zod';
import { agentStatuses } from '../../domain/agents/agent.ts';
import { idSchema, instantSchema, line } from './shapes.ts';

export const agentStatus = z.enum(agentStatuses);
const requestedStatus = z.enum(['available', 'paused', 'offline']);

export const agentSchema = z
  .object({
    userId: idSchema,
    status: agentStatus,
    pauseReason: z.string().nullable(),
    nextStatus: requestedStatus.nullable(),
    callId: idSchema.nullable(),
    wrapUpUntil: instantSchema.nullable(),
    since: instantSchema,
    phones: z.int(),
    version: z.int(),
  })
  .meta({ id: 'Agent' });

export const agentStateBody = z.strictObject({
  status: requestedStatus,
  /** Why paused. */
  reason: line(200).nullable().default(null),
});

export type Agent = z.infer<typeof agentSchema>;
