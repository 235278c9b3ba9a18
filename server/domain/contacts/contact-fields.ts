import { mayPick } from '../access/pickers.ts';
import { parsePhoneNumber } from '../callers/parse-phone-number.ts';
import type { PhoneNumber } from '../callers/phone-number.ts';
import { DomainError } from '../shared/domain-error.ts';
import { isEmailAddress } from '../shared/email-address.ts';
import type { ContactView, NumberKind } from './contact.ts';

/** What a person enters; absent keeps, null clears. */
export interface ContactInput {
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly position?: string | null | undefined;
  readonly language?: 'en' | 'pl' | 'ru' | null | undefined;
  readonly organizationId?: string | null | undefined;
  readonly stageId?: string | null | undefined;
  readonly sourceId?: string | null | undefined;
  readonly ownerId?: string | undefined;
  readonly managerIds?: readonly string[] | undefined;
  readonly tagIds?: readonly string[] | undefined;
  readonly numbers?: readonly NumberInput[] | undefined;
  readonly emails?: readonly string[] | undefined;
  readonly isSpam?: boolean | undefined;
}

export interface NumberInput {
  /** As typed. */
  readonly number: string;
  readonly kind: NumberKind;
  readonly country?: string | undefined;
}

export interface NumberFields extends PhoneNumber {
  readonly kind: NumberKind;
}

/** The input, read: numbers in E.164, addresses in lower case, nothing twice. */
export interface ContactFields extends Omit<ContactInput, 'numbers'> {
  readonly numbers?: readonly NumberFields[];
}

/** Throws DomainError 'invalid' naming every field that breaks a rule. */
export function readContact(
  input: ContactInput,
  context: {
    readonly country: string;
    readonly pickers: 'any' | readonly string[];
    readonly before: ContactView | null;
  },
): ContactFields {
  const invalid: Record<string, string> = {};
  const { numbers, emails, tagIds, managerIds, ...plain } = input;
  const fields: ContactFields = {
    ...plain,
    ...(numbers && { numbers: readNumbers(numbers, context.country, invalid) }),
    ...(emails && { emails: readEmails(emails, invalid) }),
    ...(tagIds && { tagIds: [...new Set(tagIds)] }),
    ...(managerIds && { managerIds: [...new Set(managerIds)] }),
  };
  checkName(input, context.before, invalid);
  checkPeople(input, context, invalid);
  if (Object.keys(invalid).length > 0) throw new DomainError('invalid', 'the contact breaks a rule', invalid);
  return fields;
}

type Reasons = Record<string, string>;

function checkName(input: ContactInput, before: ContactView | null, invalid: Reasons): void {
  const firstName = input.firstName ?? before?.firstName ?? '';
  const lastName = input.lastName ?? before?.lastName ?? '';
  if (firstName === '' && lastName === '') invalid['lastName'] = 'required';
}

/** A contact goes only to people the user may pick; who has it already may keep it. */
function checkPeople(
  { ownerId, managerIds = [] }: ContactInput,
  { pickers, before }: { readonly pickers: 'any' | readonly string[]; readonly before: ContactView | null },
  invalid: Reasons,
): void {
  if (ownerId !== undefined && ownerId !== before?.owner.id && !mayPick(pickers, ownerId)) {
    invalid['ownerId'] = 'not_found';
  }
  const kept = before?.managers.map(({ id }) => id) ?? [];
  managerIds.forEach((id, index) => {
    if (!kept.includes(id) && !mayPick(pickers, id)) invalid[`managerIds.${index}`] = 'not_found';
  });
}

function readNumbers(inputs: readonly NumberInput[], country: string, invalid: Reasons): NumberFields[] {
  const numbers: NumberFields[] = [];
  inputs.forEach((input, index) => {
    const number = parsePhoneNumber(input.number, input.country ?? country);
    const isTwice = numbers.some((n) => n.e164 === number?.e164 && n.extension === number.extension);
    if (!number) invalid[`numbers.${index}.number`] = 'not_a_number';
    else if (isTwice) invalid[`numbers.${index}.number`] = 'duplicate';
    else numbers.push({ ...number, kind: input.kind });
  });
  return numbers;
}

function readEmails(inputs: readonly string[], invalid: Reasons): string[] {
  const emails: string[] = [];
  inputs.forEach((input, index) => {
    const email = input.trim().toLowerCase();
    if (!isEmailAddress(email)) invalid[`emails.${index}`] = 'not_an_email';
    else if (emails.includes(email)) invalid[`emails.${index}`] = 'duplicate';
    else emails.push(email);
  });
  return emails;
}
