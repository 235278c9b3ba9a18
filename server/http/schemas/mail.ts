import { z } from 'zod';
import { idSchema, instantSchema, pageOf, pageQuery } from './shapes.ts';

export const caughtMailListQuery = z.strictObject({ ...pageQuery, cursor: idSchema.optional() });

const caughtMailHead = z.object({
  id: idSchema,
  receivedAt: instantSchema,
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
});

export const caughtMailPageSchema = pageOf(caughtMailHead);

/** The HTML of a mail stays where it is: the text says the same and can do no harm. */
export const caughtMailSchema = caughtMailHead.extend({ text: z.string() });

export type CaughtMailPage = z.infer<typeof caughtMailPageSchema>;
export type CaughtMail = z.infer<typeof caughtMailSchema>;
