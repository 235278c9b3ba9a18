import { z } from 'zod';
import { sections } from '../../domain/access/section.ts';
import { idSchema, line, listOf, localeSchema, namedSchema } from './shapes.ts';

export const signInBody = z.strictObject({
  /** Login or e-mail. */
  login: line(200).min(1),
  password: z.string().min(1).max(1000),
});

export const signedInUserSchema = z
  .object({
    id: idSchema,
    login: z.string(),
    email: z.string(),
    name: z.string(),
    role: z.enum(['director', 'head', 'manager']),
    isChiefManager: z.boolean(),
    /** The marks (A30); they say nothing of Directors and chief managers, who have both everywhere. */
    readableSections: listOf(z.enum(sections)),
    changeableSections: listOf(z.enum(sections)),
    extension: z.string().nullable(),
    locale: localeSchema,
    timeZone: z.string(),
  })
  .meta({ id: 'SignedInUser' });

export const sessionSchema = z
  .object({
    user: signedInUserSchema,
    /** To be sent as `x-csrf-token` with every change. */
    csrfToken: z.string(),
    /** Where the user's telephone registers, under the login. */
    registrar: z.object({ host: z.string(), port: z.int() }),
    /** Who looks as `user`, and changes nothing. */
    previewedBy: namedSchema.nullable(),
    areChannelsOn: z.boolean(),
    /** In the main panel's switch (A10); null shows all. */
    chosenChannel: namedSchema.nullable(),
  })
  .meta({ id: 'Session' });

/** What users may change of themselves. */
export const ownSettingsBody = z
  .strictObject({ locale: localeSchema.optional(), timeZone: z.string().min(1).max(60).optional() })
  .refine((body) => Object.keys(body).length > 0, 'empty');

export type SignIn = z.infer<typeof signInBody>;
export type SignedInUser = z.infer<typeof signedInUserSchema>;
export type Session = z.infer<typeof sessionSchema>;
export type OwnSettings = z.infer<typeof ownSettingsBody>;
