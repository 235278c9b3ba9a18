import { z } from 'zod';
import { idSchema, line, localeSchema } from './shapes.ts';

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
