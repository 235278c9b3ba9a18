import parseMax, { isSupportedCountry } from 'libphonenumber-js/max';
import type { E164, PhoneNumber } from './phone-number.ts';

const LONGEST = 200;

/**
 * Reads a number in any of its usual spellings; null when it is none (T10, T11).
 * `country` (ISO 3166) is whose national spellings and prefixes are meant. Knows `tel:` and `sip:` URIs (RFC 3966,
 * RFC 3261 section 19.1.6), phone-context, ;ext=, separators, '+', '00', '011', '8~10' and trunk prefixes. Short
 * internal extensions, names and withheld numbers are none.
 */
export function parsePhoneNumber(raw: string, country: string): PhoneNumber | null {
  if (raw.length > LONGEST) return null;
  const spelling = readUri(raw.trim());
  if (spelling === null) return null;
  const { number, extension } = splitExtension(spelling);
  const digits = plainDigits(number);
  if (digits === null) return null;
  const e164 = toE164(digits, country);
  return e164 === null ? null : { e164, extension, received: raw };
}

interface Spelling {
  readonly number: string;
  readonly extension: string | null;
}

/** The user part of a `sip:` URI, the number of a `tel:` URI, or the text as it is; null for a URI without a number. */
function readUri(text: string): Spelling | null {
  const uri = /<([^<>]+)>/.exec(text)?.[1] ?? text;
  const scheme = /^(tel|sips?):/i.exec(uri)?.[1]?.toLowerCase();
  if (scheme === undefined) return { number: uri, extension: null };
  const rest = uri.slice(scheme.length + 1);
  if (scheme === 'tel') return readTelephoneSubscriber(rest);
  const user = rest.includes('@') ? rest.slice(0, rest.lastIndexOf('@')) : '';
  return user === '' ? null : readTelephoneSubscriber(unescaped(user.replace(/:[^;]*$/, '')));
}

/** RFC 3966: number *(";" parameter) */
function readTelephoneSubscriber(text: string): Spelling | null {
  const [number = '', ...parameters] = unescaped(text).split(';');
  const values = new Map(parameters.map((parameter) => splitParameter(parameter)));
  const context = values.get('phone-context');
  const extension = values.get('ext')?.replace(/\D/g, '') ?? null;
  if (context === undefined || !context.startsWith('+') || number.startsWith('+'))
    return { number, extension };
  return { number: `${context}${number}`, extension };
}

function splitParameter(parameter: string): [string, string] {
  const [name = '', value = ''] = parameter.split('=');
  return [name.trim().toLowerCase(), value.trim()];
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const EXTENSION =
  /^(.*?\d[\d\s).-]*?)[\s,;]*(?:e?xt(?:ension)?\.?|wew\.?|доб\.?|durchwahl|x|#|~)\s*[:.=]?\s*(\d{1,11})#?$/iu;

/** 'ext. 12', 'x12', 'wew. 12', 'доб. 12', '#12' behind a number. */
function splitExtension(spelling: Spelling): Spelling {
  const [, number, extension] = EXTENSION.exec(spelling.number) ?? [];
  // 8~10 is a prefix with its dial-tone pause, not an extension
  if (number === undefined || extension === undefined || number.replace(/\D/g, '').length < 5)
    return spelling;
  return { number, extension: spelling.extension ?? extension };
}

/** Digits behind an optional '+'; null when there is anything that no spelling of a number has. */
function plainDigits(number: string): string | null {
  const text = number.normalize('NFKC').replace(/\(0\)/g, '');
  if (!/^[\s(]*[+]?[\d\s().\-–—/~·•\u00a0\u2007\u200b-\u200f\u2010-\u2015\u202a-\u202e\u2060]+$/u.test(text))
    return null;
  const digits = text.replace(/\D/g, '');
  return digits === '' ? null : `${text.includes('+') ? '+' : ''}${digits}`;
}

function toE164(digits: string, country: string): E164 | null {
  for (const candidate of readings(digits)) {
    const parsed = parseMax(candidate, isSupportedCountry(country) ? { defaultCountry: country } : {});
    if (parsed?.isValid() === true) return parsed.number as string as E164;
  }
  return null;
}

/**
 * Ways to read the digits, likeliest first: as dialled in the country, whose own international prefix (011, 8~10) the
 * library knows; behind ITU's '00', dialled where it is not theirs; with the country code and nothing before it.
 */
function readings(digits: string): readonly string[] {
  if (digits.startsWith('+')) return [withoutDoubledPrefix(digits)];
  const behindZeros = digits.startsWith('00') ? [`+${digits.slice(2)}`] : [];
  return [digits, ...behindZeros, ...(digits.length >= 10 ? [`+${digits}`] : [])];
}

/** '+0048…': both ways of saying 'international' at once. */
function withoutDoubledPrefix(digits: string): string {
  return digits.replace(/^\+00/, '+');
}
