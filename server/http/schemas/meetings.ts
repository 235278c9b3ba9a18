import { z } from 'zod';
import { meetingOrders } from '../../domain/meetings/meeting-store.ts';
import { confirmations } from '../../domain/meetings/confirmations.ts';
import { flag, idSchema, instantSchema, line, listOf, pageOf, pageQuery, text } from './shapes.ts';
import { meetingMode, meetingStatus } from './meeting-words.ts';

export const meetingSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    number: z.string(),
    extension: z.string().nullable(),
    mode: meetingMode,
    fromAt: instantSchema,
    toAt: instantSchema,
    fromWall: z.string(),
    toWall: z.string(),
    timeZone: z.string(),
    information: z.string(),
    status: meetingStatus,
    statusReason: z.string().nullable(),
    revision: z.int(),
    attemptCount: z.int(),
    projectId: idSchema,
    projectName: z.string(),
    userId: idSchema.nullable(),
    userName: z.string().nullable(),
    contactId: idSchema.nullable(),
    contactName: z.string().nullable(),
    /** The contact is out of reach: of it the number alone is told. */
    isContactHidden: z.boolean(),
    /** This user's to move, reword or cancel while it is open; not said of calling it, which is for whoever is to call. */
    mayChange: z.boolean(),
  })
  .meta({ id: 'Meeting' });

export const meetingListQuery = z.strictObject({
  /** Meetings whose window touches [from, to). */
  from: instantSchema.optional(),
  to: instantSchema.optional(),
  status: meetingStatus.optional(),
  userId: idSchema.optional(),
  mine: flag,
  order: z.enum(meetingOrders).default('earliest_first'),
  ...pageQuery,
});
export const meetingPageSchema = pageOf(meetingSchema);

/** Local wall time without a zone, '2026-11-21T14:30'. */
const wallTime = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, 'not_a_wall_time');

const meetingFields = {
  name: line(200).min(1, 'required'),
  /** As typed. */
  number: line(60).min(1, 'required'),
  mode: meetingMode,
  fromWall: wallTime,
  toWall: wallTime,
  timeZone: z.string().min(1).max(60),
  information: text(10_000),
  projectId: idSchema,
  /** Null: any free member of the project. */
  userId: idSchema.nullable(),
  contactId: idSchema.nullable(),
};
/** What `needs_confirmation` named in `fields` and a person has said yes to. */
const confirmed = listOf(z.enum(confirmations)).default([]);
/** Which instant is meant by a local time that exists twice or not at all ('local_time_twice', 'local_time_missing'). */
const choice = z.enum(['earlier', 'later']).nullable().default(null);
const decisions = { confirmed, fromChoice: choice, toChoice: choice };

export const newMeetingBody = z.strictObject({
  ...meetingFields,
  information: meetingFields.information.default(''),
  userId: meetingFields.userId.default(null),
  contactId: meetingFields.contactId.default(null),
  ...decisions,
});
/** Absent keeps, null clears. */
export const meetingChangeBody = z.strictObject(meetingFields).partial().extend(decisions);

export const cancelBody = z.strictObject({ reason: line(500).nullable().default(null) });
export const snoozeBody = z.strictObject({ minutes: z.int().min(1).max(240) });
export const declineBody = z.strictObject({ reason: line(500).min(1, 'required') });

export const calledSchema = z.object({ callId: idSchema });

export type Meeting = z.infer<typeof meetingSchema>;
export type MeetingPage = z.infer<typeof meetingPageSchema>;
export type NewMeeting = z.input<typeof newMeetingBody>;
export type MeetingChange = z.input<typeof meetingChangeBody>;
