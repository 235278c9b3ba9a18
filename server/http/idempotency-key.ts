import { createHash } from 'node:crypto';
import { DomainError } from '#domain/shared/domain-error.ts';

/**
 * The id of what a create request makes, when the client sent an Idempotency-Key: the same user, kind and key always
 * make the same id (a UUID of version 8, RFC 9562), so that the database itself refuses a second row. Null without.
 */
export function keyedId(userId: string, kind: string, key: string | string[] | undefined): string | null {
  if (key === undefined) return null;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{8,200}$/.test(key)) {
    throw new DomainError('invalid', 'not an idempotency key', { 'idempotency-key': 'not_a_key' });
  }
  const bytes = createHash('sha256').update(`${userId} ${kind} ${key}`).digest().subarray(0, 16);
  bytes[6] = 0x80 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
