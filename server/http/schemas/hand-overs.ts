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
const decisionSchema = z.enum(['owner', 'manager', 'declined']);
export const handOverStateSchema = z.object({
  id: idSchema,
  /** Null: nobody has answered yet. */
  decision: decisionSchema.nullable(),
  /** The name of who answered. */
  decidedBy: z.string().nullable(),
});
export const handOverDecisionBody = z.strictObject({ decision: decisionSchema });

export type HandOverState = z.infer<typeof handOverStateSchema>;
export type HandOver = z.infer<typeof handOverSchema>;
