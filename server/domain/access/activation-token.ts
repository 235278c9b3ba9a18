import { timingSafeEqual } from 'node:crypto';
import type { Seals } from '../shared/seals.ts';

const PURPOSE = 'activation';
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What the link of an activation carries: its id, signed. The table holds the id alone, so who reads it cannot follow it. */
export function activationToken(seals: Seals, activationId: string): string {
  return `${activationId}.${seals.sign(PURPOSE, activationId)}`;
}

/** The id in a token that was made here; null for any other text. */
export function readActivationToken(seals: Seals, token: string): string | null {
  const [activationId = '', signature = ''] = token.split('.', 2);
  if (!UUID.test(activationId)) return null;
  const expected = Buffer.from(seals.sign(PURPOSE, activationId));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected) ? activationId : null;
}
