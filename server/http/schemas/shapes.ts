import { z } from 'zod';

export const idSchema = z.uuid();
/** RFC 3339 in UTC. There is no year 0 in PostgreSQL. */
export const instantSchema = z.iso.datetime().regex(/^(?!0000)/, 'out_of_range');
/** Opaque: what the page before answered as `nextCursor`. */
const cursorSchema = z.string().min(1).max(500);

export const pageQuery = {
  cursor: cursorSchema.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

export const idParams = z.strictObject({ id: idSchema });
export const noBody = z.strictObject({}).nullish();

export const namedSchema = z.object({ id: idSchema, name: z.string() });
export const listOf = <T extends z.ZodType>(items: T) => z.array(items).readonly();
export const pageOf = <T extends z.ZodType>(items: T) =>
  z.object({ items: listOf(items), nextCursor: z.string().nullable() });
/** Short answers that need no paging. */
export const itemsOf = <T extends z.ZodType>(items: T) => z.object({ items: listOf(items) });

/** A query parameter that is there or not. */
export const flag = z
  .enum(['true', 'false'])
  .transform((value) => value === 'true')
  .default(false);

/** One line of text from a person. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    // eslint-disable-next-line no-control-regex -- control characters are just what must not come in
    .regex(/^[^\u0000-\u001f\u007f]*$/, 'control_character');
/** Several lines; PostgreSQL cannot store U+0000. */
export const text = (max: number) =>
  z
    .string()
    .max(max)
    // eslint-disable-next-line no-control-regex -- control characters are just what must not come in
    .regex(/^[^\u0000]*$/, 'control_character');

export const localeSchema = z.enum(['en', 'pl', 'ru']);
/** ISO 3166, two letters. */
export const countrySchema = z.string().regex(/^[A-Z]{2}$/, 'not_a_country');

/** A question of a search box; anything a person may type. */
export const searchText = text(200).trim();

export type Named = z.infer<typeof namedSchema>;
