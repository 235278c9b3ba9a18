import { z } from 'zod';

/** Any other header may come along, so these are not strict. */
export const keyHeaders = z.object({
  'idempotency-key': z
    .string()
    .optional()
    .meta({ description: '8 to 200 visible characters, made anew for each thing' }),
});

export const ifMatchHeaders = z.object({
  'if-match': z.string().optional().meta({ description: 'The ETag that the change was made on; required' }),
});
