import { z } from 'zod';
import type { DomainErrorCode } from '../../domain/shared/domain-error.ts';

const codes = [
  'invalid',
  'unauthenticated',
  'forbidden',
  'preview_is_read_only',
  'not_found',
  'conflict',
  'too_late',
  'needs_confirmation',
  'rate_limited',
  'unavailable',
] as const satisfies readonly DomainErrorCode[];

/** Every refusal (RFC 9457). What is shown to people is made from `code` and `fields`, never from `detail`. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum([...codes, 'in_use', 'internal']),
    detail: z.string().optional(),
    /** Where to look in the log. */
    instance: z.string(),
    /** Field path ('numbers.0.number') to reason code ('required', 'not_a_number'). */
    fields: z.record(z.string(), z.string()).optional(),
  })
  .meta({ id: 'Problem' });

export type Problem = z.infer<typeof problemSchema>;
