import { z } from 'zod';
import { idSchema, itemsOf, searchText } from './shapes.ts';

export const searchQuery = z.strictObject({ q: searchText.min(1) });

export const searchHitSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    organizationName: z.string().nullable(),
    number: z.string().nullable(),
    mayChange: z.boolean(),
  })
  .meta({ id: 'SearchHit' });

export const searchHitsSchema = itemsOf(searchHitSchema);

export type SearchHit = z.infer<typeof searchHitSchema>;
