import { type CountryCode, findPhoneNumbersInText } from 'libphonenumber-js/max';
import { parsePhoneNumber } from '../callers/parse-phone-number.ts';
import type { E164 } from '../callers/phone-number.ts';

/** Phone numbers that stand in a text, each once; `country` (ISO 3166) is whose national spellings are meant. */
export function findMentions(text: string, country: string): E164[] {
  const found = findPhoneNumbersInText(text, country as CountryCode);
  const numbers = found.map(({ number }) => parsePhoneNumber(number.number, country)?.e164);
  return [...new Set(numbers.filter((number) => number !== undefined))];
}
