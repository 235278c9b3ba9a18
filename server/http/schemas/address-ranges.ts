import { z } from 'zod';
import { problemSchema } from './problem.ts';
import { idSchema, instantSchema, itemsOf, line } from './shapes.ts';

export const addressRangeSchema = z
  .object({
    id: idSchema,
    /** A network as CIDR, '10.1.0.0/16' or '2001:db8::/32'. */
    range: z.string(),
    note: z.string(),
    createdAt: instantSchema,
  })
  .meta({ id: 'AddressRange' });
export const addressRangesSchema = itemsOf(addressRangeSchema);

/** An address alone is the range of that one address. */
export const newAddressRangeBody = z.strictObject({
  range: line(60).min(1, 'required'),
  note: line(200).default(''),
});

/** 400; `network` is what was probably meant when the address is none of a network (`range`: 'not_a_network'). */
export const addressRangeProblemSchema = problemSchema
  .extend({ network: z.string().optional() })
  .meta({ id: 'AddressRangeProblem' });

export type AddressRange = z.infer<typeof addressRangeSchema>;
export type NewAddressRange = z.input<typeof newAddressRangeBody>;
export type AddressRangeProblem = z.infer<typeof addressRangeProblemSchema>;
