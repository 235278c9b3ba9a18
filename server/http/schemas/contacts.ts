import { z } from 'zod';
import { contactSorts, numberKinds } from '../../domain/contacts/contact.ts';
import {
  countrySchema,
  flag,
  idSchema,
  instantSchema,
  line,
  listOf,
  localeSchema,
  namedSchema,
  pageOf,
  pageQuery,
  searchText,
} from './shapes.ts';
import { problemSchema } from './problem.ts';

export const numberKind = z.enum(numberKinds);
export const stageSchema = namedSchema.extend({ colour: z.string() });

export const contactListQuery = z.strictObject({
  /** A name, with or without diacritics, or a piece of a number in any spelling. */
  search: searchText.optional(),
  stageId: idSchema.optional(),
  tagId: idSchema.optional(),
  ownerId: idSchema.optional(),
  organizationId: idSchema.optional(),
  channelId: idSchema.optional(),
  mine: flag,
  sort: z.enum(contactSorts).default('name'),
  ...pageQuery,
});

export const contactRowSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    position: z.string().nullable(),
    organization: namedSchema.nullable(),
    stage: stageSchema.nullable(),
    owner: namedSchema,
    tags: listOf(namedSchema),
    /** The first of the contact's numbers, E.164. */
    number: z.string().nullable(),
    isSpam: z.boolean(),
    lastActivityAt: instantSchema.nullable(),
  })
  .meta({ id: 'ContactRow' });

export const contactPageSchema = pageOf(contactRowSchema).extend({
  /** Exact up to a limit; past it, 'more than `count`'. */
  total: z.object({ count: z.int(), isExact: z.boolean() }),
});

export const contactNumberSchema = z.object({
  id: idSchema,
  e164: z.string(),
  extension: z.string().nullable(),
  received: z.string(),
  kind: numberKind,
});

export const contactSchema = z
  .object({
    id: idSchema,
    firstName: z.string(),
    lastName: z.string(),
    name: z.string(),
    position: z.string().nullable(),
    language: localeSchema.nullable(),
    organization: namedSchema.nullable(),
    stage: stageSchema.nullable(),
    source: namedSchema.nullable(),
    owner: namedSchema,
    channel: namedSchema.nullable(),
    branch: namedSchema.nullable(),
    department: namedSchema.nullable(),
    groups: listOf(namedSchema),
    managers: listOf(namedSchema),
    tags: listOf(namedSchema),
    numbers: listOf(contactNumberSchema),
    emails: listOf(z.object({ id: idSchema, address: z.string() })),
    isSpam: z.boolean(),
    lastActivityAt: instantSchema.nullable(),
    version: z.int(),
    createdAt: instantSchema,
    updatedAt: instantSchema,
    /** Else it may only be looked at. */
    mayChange: z.boolean(),
  })
  .meta({ id: 'Contact' });

const numberInput = z.strictObject({
  /** As typed. */
  number: line(60).min(1, 'required'),
  kind: numberKind,
  /** Whose national spelling is meant. */
  country: countrySchema.optional(),
});

const contactFields = {
  firstName: line(100),
  lastName: line(100),
  position: line(200).nullable(),
  language: localeSchema.nullable(),
  organizationId: idSchema.nullable(),
  stageId: idSchema.nullable(),
  sourceId: idSchema.nullable(),
  ownerId: idSchema,
  managerIds: listOf(idSchema).refine((ids) => ids.length <= 50, 'too_many'),
  tagIds: listOf(idSchema).refine((ids) => ids.length <= 100, 'too_many'),
  numbers: listOf(numberInput).refine((numbers) => numbers.length <= 50, 'too_many'),
  emails: listOf(line(254)).refine((emails) => emails.length <= 50, 'too_many'),
  isSpam: z.boolean(),
};

/** One of the two names must be there. Without an owner it is the author's. */
export const newContactBody = z.strictObject(contactFields).partial();
/** Absent keeps, null clears; lists are replaced whole. */
export const contactChangeBody = z
  .strictObject(contactFields)
  .partial()
  .refine((body) => Object.keys(body).length > 0, 'empty');

/** Somebody else saved first: what they made of it, and which of your fields differ from it (C6). */
export const contactConflictSchema = problemSchema
  .extend({ current: contactSchema, differing: listOf(z.string()) })
  .meta({ id: 'ContactConflict' });

export type ContactListQuery = z.input<typeof contactListQuery>;
export type ContactRow = z.infer<typeof contactRowSchema>;
export type ContactPage = z.infer<typeof contactPageSchema>;
export type Contact = z.infer<typeof contactSchema>;
export type NewContact = z.input<typeof newContactBody>;
export type ContactChange = z.input<typeof contactChangeBody>;
export type ContactConflict = z.infer<typeof contactConflictSchema>;
