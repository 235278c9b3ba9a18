import { z } from 'zod';
import { sections } from '../../domain/access/section.ts';
import {
  accountRoles,
  dataAccesses,
  userParts,
  userRoles,
  userStatuses,
} from '../../domain/users/user-words.ts';
import { problemSchema } from './problem.ts';
import {
  idSchema,
  instantSchema,
  itemsOf,
  line,
  listOf,
  localeSchema,
  namedSchema,
  pageOf,
  pageQuery,
  searchText,
} from './shapes.ts';

const roleSchema = z.enum(userRoles);
const statusSchema = z.enum(userStatuses);
const sectionSchema = z.enum(sections);
const accountRoleSchema = z.enum(accountRoles);
const dataAccessSchema = z.enum(dataAccesses);

export const userListQuery = z.strictObject({
  /** A piece of the name, login, e-mail, phone or extension. */
  search: searchText.optional(),
  status: statusSchema.optional(),
  role: roleSchema.optional(),
  ...pageQuery,
});

const accountReachSchema = z.object({
  read: z.enum(['none', 'reach', 'all']),
  change: z.enum(['none', 'reach', 'all']),
});

/** What a sentence 'sees …' is made of. */
const seesSchema = z
  .object({
    /** `all`: whatever there is, within the limits; the others are the data access (A13). */
    kind: z.enum(['all', 'own', 'team', 'everything']),
    /** Whose records besides the own; the first names. */
    colleagues: z.object({ count: z.int(), names: listOf(z.string()) }),
    limits: z.object({
      channel: z.string().nullable(),
      branch: z.string().nullable(),
      department: z.string().nullable(),
      groups: listOf(z.string()),
    }),
    /** Of accounts: none, those in reach, or all of the kind (within the limits). */
    accounts: z.object({ customer: accountReachSchema, partner: accountReachSchema }),
    /** The marks as they count. */
    sections: z.object({ readable: listOf(sectionSchema), changeable: listOf(sectionSchema) }),
  })
  .meta({ id: 'SeesSummary' });

export const userCardSchema = z
  .object({
    id: idSchema,
    login: z.string(),
    name: z.string(),
    email: z.string(),
    phone: z.string().nullable(),
    extension: z.string().nullable(),
    role: roleSchema,
    status: statusSchema,
    responsible: namedSchema.nullable(),
    lastLoginAt: instantSchema.nullable(),
    lastAddress: z.string().nullable(),
    channel: namedSchema.nullable(),
    branch: namedSchema.nullable(),
    department: namedSchema.nullable(),
    groups: listOf(namedSchema),
    dataAccess: dataAccessSchema,
    accountRoles: listOf(accountRoleSchema),
    readableSections: listOf(sectionSchema),
    changeableSections: listOf(sectionSchema),
    isChiefManager: z.boolean(),
    /** What whoever asks may do with this user. */
    mayEdit: listOf(z.enum(userParts)),
    /** The statuses that `mayEdit: profile` may set now. */
    nextStatuses: listOf(statusSchema),
    sees: seesSchema,
    version: z.int(),
  })
  .meta({ id: 'UserCard' });

export const userPageSchema = pageOf(userCardSchema);

const profileFields = {
  name: line(200),
  email: line(254),
  /** As typed. */
  phone: line(60).nullable(),
  extension: line(20).nullable(),
  password: z.string().max(1000),
  locale: localeSchema,
  timeZone: z.string().max(60),
};

/** Every missing field is named at once, hence none is required here (A4). */
export const newUserBody = z
  .strictObject({
    ...profileFields,
    /** Without one it is made of the e-mail address. */
    login: line(60),
    role: z.enum(['head', 'manager']),
    responsibleId: idSchema,
    /** The user gets an e-mail and cannot work until its link is followed; a password may be left to the user then. */
    isInvited: z.boolean(),
  })
  .partial();

/** What the author tells the new user's phone; nobody is told it again. */
export const createdUserSchema = userCardSchema
  .extend({ phonePassword: z.string().nullable() })
  .meta({ id: 'CreatedUser' });

export const phonePasswordSchema = z.object({ login: z.string(), phonePassword: z.string() });

export const userChangeBody = z
  .strictObject(profileFields)
  .partial()
  .refine((body) => Object.keys(body).length > 0, 'empty');

export const userAccessBody = z.strictObject({
  dataAccess: dataAccessSchema,
  channelId: idSchema.nullable(),
  branchId: idSchema.nullable(),
  departmentId: idSchema.nullable(),
  groupIds: listOf(idSchema).refine((ids) => ids.length <= 100, 'too_many'),
  accountRoles: listOf(accountRoleSchema),
  readableSections: listOf(sectionSchema),
  changeableSections: listOf(sectionSchema),
  isChiefManager: z.boolean(),
  role: z.enum(['head', 'manager']).optional(),
  responsibleId: idSchema.optional(),
});

/** Somebody else saved first: the card as it is now. */
export const userConflictSchema = problemSchema
  .extend({ current: userCardSchema })
  .meta({ id: 'UserConflict' });

export const userStatusBody = z.strictObject({ status: statusSchema });

/** What goes with a user, and to whom (A7). */
export const deletionSchema = z
  .object({
    heir: namedSchema,
    /** Who answers to the heir afterwards. */
    ledUsers: z.int(),
    contacts: z.int(),
    organizations: z.int(),
    tickets: z.int(),
    meetings: z.int(),
    runningCalls: z.int(),
  })
  .meta({ id: 'Deletion' });

export const handoverBody = z.strictObject({ userId: idSchema, password: z.string().min(1).max(1000) });
export const previewBody = z.strictObject({ userId: idSchema });
export const channelChoiceBody = z.strictObject({ channelId: idSchema.nullable() });

export const userSessionsSchema = itemsOf(
  z
    .object({
      id: z.string(),
      address: z.string(),
      browser: z.string().nullable(),
      system: z.string().nullable(),
      createdAt: instantSchema,
      lastSeenAt: instantSchema,
    })
    .meta({ id: 'UserSession' }),
);

export const activationQuery = z.strictObject({ token: z.string().min(1).max(200) });
export const activationSchema = z.object({ name: z.string(), login: z.string(), needsPassword: z.boolean() });
export const activationBody = z.strictObject({
  token: z.string().min(1).max(200),
  password: z.string().max(1000).optional(),
});

export type UserListQuery = z.input<typeof userListQuery>;
export type SeesSummary = z.infer<typeof seesSchema>;
export type UserCard = z.infer<typeof userCardSchema>;
export type UserPage = z.infer<typeof userPageSchema>;
export type NewUser = z.input<typeof newUserBody>;
export type CreatedUser = z.infer<typeof createdUserSchema>;
export type PhonePassword = z.infer<typeof phonePasswordSchema>;
export type UserChange = z.input<typeof userChangeBody>;
export type UserAccess = z.input<typeof userAccessBody>;
export type UserConflict = z.infer<typeof userConflictSchema>;
export type UserStatusChange = z.input<typeof userStatusBody>;
export type Deletion = z.infer<typeof deletionSchema>;
export type Handover = z.input<typeof handoverBody>;
export type ChannelChoice = z.input<typeof channelChoiceBody>;
export type UserSessions = z.infer<typeof userSessionsSchema>;
export type ActivationView = z.infer<typeof activationSchema>;
export type ActivationBody = z.input<typeof activationBody>;
