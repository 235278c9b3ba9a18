import { z } from 'zod';
import { agentSchema } from './agent.ts';
import { callerCardSchema } from './caller-card.ts';
import { callSchema } from './calls.ts';
import { idSchema, instantSchema, listOf, namedSchema } from './shapes.ts';
import { meetingSchema } from './meetings.ts';

const popped = { card: callerCardSchema, popWindowId: z.string().nullable() };
const callWithCardSchema = z.object({ call: callSchema, ...popped });
const wrapUpSchema = z.object({
  callId: idSchema,
  startedAt: instantSchema,
  until: instantSchema,
  outcomes: listOf(namedSchema),
  call: callSchema,
  ...popped,
});
const reminderSchema = z.object({ meeting: meetingSchema, ...popped });

/** The very state of one user's desk; the same as the answer to the event `desk:opened`. */
export const deskSchema = z
  .object({
    seq: z.int(),
    agent: agentSchema,
    calls: listOf(callWithCardSchema),
    wrapUp: wrapUpSchema.nullable(),
    reminders: listOf(reminderSchema),
    nextMeeting: meetingSchema.nullable(),
    now: instantSchema,
  })
  .meta({ id: 'Desk' });

export const windowIdSchema = z.string().regex(/^[\w-]{8,64}$/, 'not_a_window_id');
export const deskQuery = z.strictObject({ windowId: windowIdSchema.optional() });

export type Desk = z.infer<typeof deskSchema>;
