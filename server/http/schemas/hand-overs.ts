import { z } from 'zod';
import { idSchema, instantSchema, itemsOf, namedSchema } from './shapes.ts';

export const handOverSchema = z.object({
  id: idSchema,
  callId: idSchema,
  contact: namedSchema,
  agent: namedSchema,
  askedAt: instantSchema,
});
export const handOverListSchema = itemsOf(handOverSchema);
/** Asked already: the same request. */
export const handOverAskedSchema = z.object({ requestId: idSchema });
export const handOverDecisionBody = z.strictObject({ decision: z.enum(['owner', 'manager', 'declined']) });

export type HandOver = z.infer<typeof handOverSchema>;
