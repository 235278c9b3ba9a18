import { z } from 'zod';
import { agentStatus } from './agent.ts';
import { idSchema, instantSchema, listOf } from './shapes.ts';

/** What a supervisor watches. */
export const wallboardSchema = z
  .object({
    now: instantSchema,
    /** Callers nobody has answered yet, longest waiting first. */
    waiting: listOf(
      z.object({
        callId: idSchema,
        number: z.string().nullable(),
        projectName: z.string().nullable(),
        since: instantSchema,
      }),
    ),
    agents: listOf(
      z.object({
        userId: idSchema,
        name: z.string(),
        status: agentStatus,
        pauseReason: z.string().nullable(),
        since: instantSchema,
        phones: z.int(),
      }),
    ),
    trunks: listOf(
      z.object({
        id: idSchema,
        name: z.string(),
        isEnabled: z.boolean(),
        activeCalls: z.int(),
        channelLimit: z.int(),
      }),
    ),
    gatewayUp: z.boolean(),
    engineUp: z.boolean(),
    /** INVITE to painted card, 99th percentile of the last hour, milliseconds; null without calls. */
    popP99Ms: z.number().nullable(),
  })
  .meta({ id: 'Wallboard' });

export type Wallboard = z.infer<typeof wallboardSchema>;
