import { passwordProblem } from '../access/password-rules.ts';
import type { Locale } from '../access/user.ts';
import { parsePhoneNumber } from '../callers/parse-phone-number.ts';
import { isTimeZone } from '../meetings/local-time.ts';
import { isEmailAddress } from '../shared/email-address.ts';

/** As a person enters it; absent keeps, null clears. */
export interface ProfileInput {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | null | undefined;
  readonly extension?: string | null | undefined;
  readonly password?: string | undefined;
  readonly locale?: Locale | undefined;
  readonly timeZone?: string | undefined;
}

/** The input, read: no spaces around, the address in lower case, the number in E.164. */
export interface ProfileFields {
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string | null;
  readonly extension?: string | null;
  readonly password?: string;
  readonly locale?: Locale;
  readonly timeZone?: string;
}

export type Reasons = Record<string, string>;

export interface ProfileContext {
  /** Whose national numbers are meant. */
  readonly country: string;
  /** Whose names a password must not be made of. */
  readonly person: { readonly login: string; readonly email: string };
}

/** Field by field; what breaks a rule is named in `invalid`. */
export function readProfile(
  input: ProfileInput,
  { country, person }: ProfileContext,
  invalid: Reasons,
): ProfileFields {
  const { name, email, phone, extension, password, locale, timeZone } = input;
  if (password !== undefined && password !== '') {
    const problem = passwordProblem(password, person);
    if (problem !== null) invalid['password'] = problem;
  }
  if (timeZone !== undefined && !isTimeZone(timeZone)) invalid['timeZone'] = 'not_a_time_zone';
  return {
    ...(name === undefined ? {} : { name: name.trim() }),
    ...(email === undefined ? {} : { email: readEmail(email, invalid) }),
    ...(phone === undefined ? {} : { phone: readPhone(phone, country, invalid) }),
    ...(extension === undefined ? {} : { extension: readExtension(extension, invalid) }),
    ...(password === undefined ? {} : { password }),
    ...(locale === undefined ? {} : { locale }),
    ...(timeZone === undefined ? {} : { timeZone }),
  };
}

function readEmail(typed: string, invalid: Reasons): string {
  const email = typed.trim().toLowerCase();
  if (email !== '' && !isEmailAddress(email)) invalid['email'] = 'not_an_email';
  return email;
}

function readPhone(typed: string | null, country: string, invalid: Reasons): string | null {
  if (typed === null || typed.trim() === '') return null;
  const number = parsePhoneNumber(typed, country);
  if (number === null || number.extension !== null) invalid['phone'] = 'not_a_number';
  return number?.e164 ?? null;
}

function readExtension(typed: string | null, invalid: Reasons): string | null {
  if (typed === null || typed.trim() === '') return null;
  const extension = typed.trim();
  if (!/^\d{1,10}$/.test(extension)) invalid['extension'] = 'not_digits';
  return extension;
}
