import type { Locale } from '../access/user.ts';
import type { Colleague, UserRole, Viewer } from '../access/viewer.ts';
import { DomainError } from '../shared/domain-error.ts';
import { type ProfileInput, readProfile, type Reasons } from './profile-fields.ts';
import { whyNotResponsible } from './responsible-rules.ts';

export interface NewUserInput extends ProfileInput {
  readonly login?: string | undefined;
  readonly role?: Exclude<UserRole, 'director'> | undefined;
  readonly responsibleId?: string | undefined;
  readonly isInvited?: boolean | undefined;
}

/** Whole, and within the rules. */
export interface NewUserFields {
  readonly name: string;
  readonly email: string;
  readonly phone: string | null;
  readonly extension: string | null;
  /** Null: the user chooses one with the link of the invitation. */
  readonly password: string | null;
  readonly isInvited: boolean;
  /** Null: to be made of the e-mail address. */
  readonly login: string | null;
  readonly role: Exclude<UserRole, 'director'>;
  readonly responsibleId: string;
  readonly locale: Locale;
  readonly timeZone: string;
}

export interface NewUserContext {
  readonly viewer: Viewer;
  /** Who `responsibleId` is; null for nobody. */
  readonly responsible: Colleague | null;
  readonly country: string;
  /** The author's, for the new user too unless said otherwise. */
  readonly locale: Locale;
  readonly timeZone: string;
}

/** A4, A5. Throws forbidden, and invalid naming every field that is missing or wrong at once. */
export function readNewUser(input: NewUserInput, context: NewUserContext): NewUserFields {
  const { viewer } = context;
  if (!mayCreate(viewer, 'manager')) throw new DomainError('forbidden', 'creates nobody');
  const invalid: Reasons = {};
  const person = { login: input.login ?? '', email: input.email ?? '' };
  const read = readProfile(input, { ...context, person }, invalid);
  const { name = '', email = '', phone = null, extension = null, password = '' } = read;
  const { role, responsibleId, isInvited = false } = input;
  const login = readLogin(input.login, invalid);

  const required = { name, email, role, responsibleId, password: isInvited ? 'later' : password };
  for (const [field, value] of Object.entries(required)) {
    if (value === undefined || value === '') invalid[field] ??= 'required';
  }
  if (phone === null && extension === null) {
    invalid['phone'] ??= 'phone_or_extension';
    invalid['extension'] ??= 'phone_or_extension';
  }
  if (role !== undefined) checkPlace(role, responsibleId, context, invalid);
  if (Object.keys(invalid).length > 0) throw new DomainError('invalid', 'the user is not whole', invalid);
  if (role === undefined || responsibleId === undefined)
    throw new Error('a required field got past its check');
  return {
    ...{ name, email, phone, extension, isInvited, login, role, responsibleId },
    password: password === '' ? null : password,
    locale: read.locale ?? context.locale,
    timeZone: read.timeZone ?? context.timeZone,
  };
}

/** A5, A31: the Director anyone, Heads and chief managers Managers. */
function mayCreate({ role, isChiefManager }: Viewer, whom: UserRole): boolean {
  if (role === 'director') return whom !== 'director';
  return whom === 'manager' && (role === 'head' || isChiefManager);
}

function checkPlace(
  role: Exclude<UserRole, 'director'>,
  responsibleId: string | undefined,
  { viewer, responsible }: NewUserContext,
  invalid: Reasons,
): void {
  if (!mayCreate(viewer, role)) invalid['role'] = 'not_yours_to_give';
  if (responsibleId === undefined) return;
  const problem = whyNotResponsible({ id: null, role }, responsible);
  if (problem !== null) invalid['responsibleId'] = problem;
  else if (viewer.role === 'head' && responsibleId !== viewer.userId) {
    invalid['responsibleId'] = 'not_oneself';
  }
}

/** It is the user part of the phone's SIP address too. */
function readLogin(typed: string | undefined, invalid: Reasons): string | null {
  const login = typed?.trim().toLowerCase() ?? '';
  if (login === '') return null;
  if (!/^[a-z0-9](?:[a-z0-9._-]{0,38}[a-z0-9])?$/.test(login)) invalid['login'] = 'not_a_login';
  return login;
}

/** Sign-in names of an address, the plain one first. */
export function loginsOf(email: string): { readonly nth: (n: number) => string } {
  const plain = email
    .split('@')[0]!
    .toLowerCase()
    .replace(/[^a-z0-9._-]/g, '')
    .replace(/^[._-]+|[._-]+$/g, '')
    .slice(0, 36)
    .replace(/[._-]+$/, '');
  const base = plain === '' ? 'user' : plain;
  return { nth: (n) => (n === 1 ? base : `${base}${n}`) };
}
