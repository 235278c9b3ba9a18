import parseMax from 'libphonenumber-js/max';
import type { E164 } from './phone-number.ts';

export interface NumberDescription {
  /** ISO 3166; null for numbers of no country. */
  readonly country: string | null;
  readonly type: 'mobile' | 'landline' | 'other';
}

export function describeNumber(number: E164): NumberDescription {
  const parsed = parseMax(number);
  return { country: parsed?.country ?? null, type: typeOf(parsed?.getType()) };
}

function typeOf(type: string | undefined): NumberDescription['type'] {
  if (type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE') return 'mobile';
  return type === 'FIXED_LINE' ? 'landline' : 'other';
}
