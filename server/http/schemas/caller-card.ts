import { z } from 'zod';
import { idSchema, instantSchema, listOf, localeSchema, namedSchema } from './shapes.ts';
import { timelineItemSchema } from './timeline.ts';

const hitSchema = z.object({
  kind: z.enum(['contact', 'organization', 'mention']),
  contactId: idSchema.nullable(),
  organizationId: idSchema.nullable(),
  name: z.string(),
  organizationName: z.string().nullable(),
  ownerId: idSchema.nullable(),
  managerIds: listOf(idSchema),
  numberKind: z.string().nullable(),
  reasons: listOf(
    z.enum([
      'mobile_of',
      'number_of',
      'exact_with_extension',
      'you_manage',
      'recent_interaction',
      'company_number',
      'company_range',
      'mentioned_in_note',
    ]),
  ),
  certainty: z.enum(['certain', 'likely', 'maybe']),
  lastInteractionAt: instantSchema.nullable(),
});

const otherHitSchema = hitSchema.extend({ mayChange: z.boolean() });

const ticketSchema = z.object({
  id: idSchema,
  number: z.int(),
  subject: z.string(),
  state: z.string(),
  priority: z.string(),
  isComplaint: z.boolean(),
  createdAt: instantSchema,
});

const knownCaller = z.object({
  kind: z.literal('contact'),
  contactId: idSchema,
  mayChange: z.boolean(),
  name: z.string(),
  position: z.string().nullable(),
  language: localeSchema.nullable(),
  organization: namedSchema.nullable(),
  stage: z.object({ name: z.string(), colour: z.string() }).nullable(),
  tags: listOf(z.string()),
  owner: namedSchema,
  isSpam: z.boolean(),
  verstat: z.string().nullable(),
  hit: hitSchema,
  others: listOf(otherHitSchema),
  lastEvents: listOf(timelineItemSchema),
  openTickets: listOf(ticketSchema),
  nextMeeting: z.object({ id: idSchema, name: z.string(), fromAt: instantSchema }).nullable(),
  missedMeetings: z.int(),
  consents: listOf(z.object({ purpose: z.string(), isGiven: z.boolean(), decidedAt: instantSchema })),
});

const company = z.object({
  kind: z.literal('organization'),
  organizationId: idSchema,
  name: z.string(),
  people: listOf(
    z.object({
      contactId: idSchema,
      name: z.string(),
      position: z.string().nullable(),
      mayChange: z.boolean(),
    }),
  ),
  hit: hitSchema,
  others: listOf(otherHitSchema),
  verstat: z.string().nullable(),
});

const unknownCaller = z.object({
  kind: z.literal('unknown'),
  country: z.string().nullable(),
  numberType: z.enum(['mobile', 'landline', 'other']).nullable(),
  others: listOf(otherHitSchema),
  verstat: z.string().nullable(),
  isIdentificationSkipped: z.boolean(),
});

const outOfReach = z.object({ kind: z.literal('out_of_reach') });

export const callerCardSchema = z
  .discriminatedUnion('kind', [knownCaller, company, unknownCaller, outOfReach])
  .meta({ id: 'CallerCard' });
