import type { PhoneNumber } from './phone-number.ts';

/**
 * Reads a number in any of its usual spellings; null when it is none (T10, T11).
 * `country` (ISO 3166) is whose national spellings and prefixes are meant.
 */
export function parsePhoneNumber(_raw: string, _country: string): PhoneNumber | null {
  throw new Error('being written');
}
