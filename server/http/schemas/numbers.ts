import { z } from 'zod';
import { countrySchema } from './shapes.ts';

export const parseNumberQuery = z.strictObject({
  raw: z.string().min(1).max(100),
  country: countrySchema.default('PL'),
});

export const parsedNumberSchema = z
  .object({
    e164: z.string(),
    extension: z.string().nullable(),
    /** International spelling, for reading. */
    formatted: z.string(),
    /** ISO 3166; null for numbers of no country. */
    country: z.string().nullable(),
    type: z.enum(['mobile', 'landline', 'other']),
  })
  .meta({ id: 'ParsedNumber' });

export type ParsedNumber = z.infer<typeof parsedNumberSchema>;
