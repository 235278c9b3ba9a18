import parseMax from 'libphonenumber-js/max';
import type { E164 } from './phone-number.ts';

/** In the international spelling, for reading. */
export function formatNumber(number: E164): string {
  return parseMax(number)?.formatInternational() ?? number;
}
