import { z } from 'zod';
import { callDirection, callResult, callStatus, hangupSide } from './call-words.ts';
import { idSchema, instantSchema, line, listOf, pageOf, pageQuery, text } from './shapes.ts';

/** A call as the desktop shows it. */
export const callSchema = z
  .object({
    id: idSchema,
    direction: callDirection,
    status: callStatus,
    result: callResult.nullable(),
    version: z.int(),
    number: z.string().nullable(),
    numberReceived: z.string(),
    displayName: z.string().nullable(),
    isWithheld: z.boolean(),
    dialled: z.string().nullable(),
    projectId: idSchema.nullable(),
    projectName: z.string().nullable(),
    contactId: idSchema.nullable(),
    agentId: idSchema.nullable(),
    agentName: z.string().nullable(),
    meetingId: idSchema.nullable(),
    queuedAt: instantSchema,
    ringingAt: instantSchema.nullable(),
    answeredAt: instantSchema.nullable(),
    endedAt: instantSchema.nullable(),
    hangupSide: hangupSide.nullable(),
    sipCode: z.int().nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'Call' });

/** A call as the log shows it. */
export const loggedCallSchema = z
  .object({
    id: idSchema,
    direction: callDirection,
    status: callStatus,
    result: callResult.nullable(),
    number: z.string().nullable(),
    numberReceived: z.string(),
    displayName: z.string().nullable(),
    isWithheld: z.boolean(),
    dialled: z.string().nullable(),
    projectId: idSchema.nullable(),
    projectName: z.string().nullable(),
    trunkName: z.string().nullable(),
    /** Null also when the contact is out of reach: then `isContactHidden`. */
    contactId: idSchema.nullable(),
    contactName: z.string().nullable(),
    isContactHidden: z.boolean(),
    /** The company that called, where it is known but the person is not. */
    organizationName: z.string().nullable(),
    agentId: idSchema.nullable(),
    agentName: z.string().nullable(),
    queuedAt: instantSchema,
    ringingAt: instantSchema.nullable(),
    answeredAt: instantSchema.nullable(),
    endedAt: instantSchema.nullable(),
    hangupSide: hangupSide.nullable(),
    sipCode: z.int().nullable(),
    reason: z.string().nullable(),
    outcomeId: idSchema.nullable(),
    outcome: z.string().nullable(),
    note: z.string(),
    /** INVITE received to card painted, milliseconds. */
    paintedMs: z.int().nullable(),
  })
  .meta({ id: 'LoggedCall' });

const loggedLegSchema = z.object({
  id: idSchema,
  kind: z.enum(['agent', 'contact']),
  status: z.enum(['dialling', 'ringing', 'answered', 'ended']),
  userId: idSchema.nullable(),
  userName: z.string().nullable(),
  number: z.string().nullable(),
  result: callResult.nullable(),
  startedAt: instantSchema,
  ringingAt: instantSchema.nullable(),
  answeredAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  sipCode: z.int().nullable(),
  reason: z.string().nullable(),
});

export const callDetailSchema = loggedCallSchema
  .extend({ legs: listOf(loggedLegSchema) })
  .meta({ id: 'CallDetail' });

export const callLogQuery = z.strictObject({
  direction: callDirection.optional(),
  result: callResult.optional(),
  contactId: idSchema.optional(),
  agentId: idSchema.optional(),
  ...pageQuery,
});
export const callLogPageSchema = pageOf(loggedCallSchema);

export const wrapUpBody = z.strictObject({
  outcomeId: idSchema.nullable().default(null),
  note: text(10_000).trim().default(''),
});

export const callerBody = z.strictObject({ contactId: idSchema });

/** One of the two names must be there. */
export const quickAddBody = z.strictObject({
  firstName: line(100).default(''),
  lastName: line(100).default(''),
  position: line(200).nullable().default(null),
  organizationId: idSchema.nullable().default(null),
  stageId: idSchema.nullable().default(null),
  sourceId: idSchema.nullable().default(null),
});
export const quickAddedSchema = z.object({ contactId: idSchema });

export type LoggedCall = z.infer<typeof loggedCallSchema>;
export type CallDetail = z.infer<typeof callDetailSchema>;
export type CallLogPage = z.infer<typeof callLogPageSchema>;
