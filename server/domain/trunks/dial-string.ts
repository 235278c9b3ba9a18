import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { E164 } from '../callers/phone-number.ts';
import type { Trunk } from './trunk.ts';

type DialPlan = Pick<Trunk, 'country' | 'dialFormat' | 'dialPrefix'>;

/**
 * The number as the trunk wants to have it dialled.
 * e164: '+48225550100'. national: digits as dialled inside the trunk's country, foreign numbers as e164.
 * prefixed: the trunk's prefix before the digits of the E.164 number, without '+' ('00' → '0048225550100').
 */
export function dialString(trunk: DialPlan, number: E164): string {
  switch (trunk.dialFormat) {
    case 'e164':
      return number;
    case 'prefixed':
      return `${trunk.dialPrefix}${number.slice(1)}`;
    case 'national': {
      const parsed = parsePhoneNumberFromString(number);
      if (parsed?.country !== trunk.country) return number;
      return `${trunk.dialPrefix}${parsed.formatNational().replace(/\D/g, '')}`;
    }
  }
}
