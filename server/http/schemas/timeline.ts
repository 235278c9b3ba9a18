import { z } from 'zod';
import { callDirection, callResult, callStatus } from './call-words.ts';
import { idSchema, instantSchema, pageOf, pageQuery, text } from './shapes.ts';
import { meetingMode, meetingStatus } from './meeting-words.ts';

const item = { id: idSchema, occurredAt: instantSchema, actorName: z.string().nullable() };

const callItemSchema = z.object({
  ...item,
  kind: z.literal('call'),
  callId: idSchema,
  version: z.int(),
  direction: callDirection,
  status: callStatus,
  result: callResult.nullable(),
  number: z.string().nullable(),
  projectName: z.string().nullable(),
  talkSeconds: z.number().nullable(),
  outcome: z.string().nullable(),
  note: z.string(),
});

const meetingItemSchema = z.object({
  ...item,
  kind: z.literal('meeting'),
  meetingId: idSchema,
  name: z.string(),
  mode: meetingMode,
  status: meetingStatus,
  statusReason: z.string().nullable(),
  fromAt: instantSchema,
  toAt: instantSchema,
});

export const noteItemSchema = z
  .object({ ...item, kind: z.literal('note'), noteId: idSchema, text: z.string() })
  .meta({ id: 'NoteItem' });

export const timelineItemSchema = z
  .discriminatedUnion('kind', [callItemSchema, meetingItemSchema, noteItemSchema])
  .meta({ id: 'TimelineItem' });

export const timelineQuery = z.strictObject({
  kind: z.enum(['call', 'meeting', 'note']).optional(),
  ...pageQuery,
});
export const timelinePageSchema = pageOf(timelineItemSchema);

export const noteBody = z.strictObject({ text: text(10_000).trim().min(1, 'required') });

export type TimelinePage = z.infer<typeof timelinePageSchema>;
