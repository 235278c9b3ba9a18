import { parsePhoneNumber } from '../callers/parse-phone-number.ts';

/** What a search box's text may mean: words of a name, and pieces of a number. */
export interface ContactSearch {
  /** Each must be in the name; lower case, diacritics as typed. */
  readonly words: readonly string[];
  /** Digits as they may stand in an E.164 number; any of them. Empty when the text is no number. */
  readonly digits: readonly string[];
}

const MIN_DIGITS = 3;

/** Null when there is nothing to search for. `country` (ISO 3166) is whose national spelling may be meant. */
export function readSearch(text: string, country: string): ContactSearch | null {
  const words = text
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter((word) => word !== '');
  if (words.length === 0) return null;
  return { words, digits: readDigits(text, country) };
}

/** Spaces, brackets, dots, dashes and international or national prefixes do not matter. */
function readDigits(text: string, country: string): string[] {
  if (!/^[\d\s+()./~-]+$/.test(text)) return [];
  const digits = text.replace(/\D/g, '');
  if (digits.length < MIN_DIGITS) return [];
  const whole = parsePhoneNumber(text, country)?.e164.slice(1);
  // 8 is what Russia dials where others dial 0
  const withoutPrefix = digits.replace(/^(00|011|810|0|8(?=\d{10}$))/, '');
  const readings = [whole, withoutPrefix.length >= MIN_DIGITS ? withoutPrefix : undefined, digits];
  return [...new Set(readings.filter((reading) => reading !== undefined))];
}
