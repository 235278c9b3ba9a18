import type { z } from 'zod';
import { DomainError } from '#domain/shared/domain-error.ts';

/** Where a page ended, as the next one is asked for: opaque to clients, checked like any other input. */
export function writeCursor(position: object | null): string | null {
  return position === null ? null : Buffer.from(JSON.stringify(position)).toString('base64url');
}

export function readCursor<T>(cursor: string | undefined, schema: z.ZodType<T>): T | null {
  if (cursor === undefined) return null;
  const position = schema.safeParse(parse(Buffer.from(cursor, 'base64url').toString()));
  if (!position.success)
    throw new DomainError('invalid', 'not one of our cursors', { cursor: 'not_a_cursor' });
  return position.data;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
