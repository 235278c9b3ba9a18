import type { Contact, ContactChange, Named, NumberKind } from '../../api/contacts.ts';

/** The contact's page as it is typed. */
export interface ContactForm {
  readonly firstName: string;
  readonly lastName: string;
  readonly position: string;
  readonly language: 'en' | 'pl' | 'ru' | null;
  readonly organization: Named | null;
  readonly stageId: string | null;
  readonly sourceId: string | null;
  readonly ownerId: string;
  readonly tagIds: readonly string[];
  readonly numbers: readonly FormNumber[];
  readonly emails: readonly string[];
}

export interface FormNumber {
  readonly number: string;
  readonly kind: NumberKind;
}

export type ContactField = keyof ContactForm;
export const contactFields: readonly ContactField[] = [
  'firstName',
  'lastName',
  'position',
  'language',
  'numbers',
  'emails',
  'organization',
  'stageId',
  'sourceId',
  'ownerId',
  'tagIds',
];

export function formOf(contact: Contact): ContactForm {
  return {
    firstName: contact.firstName,
    lastName: contact.lastName,
    position: contact.position ?? '',
    language: contact.language,
    organization: contact.organization,
    stageId: contact.stage?.id ?? null,
    sourceId: contact.source?.id ?? null,
    ownerId: contact.owner.id,
    tagIds: contact.tags.map((tag) => tag.id),
    numbers: contact.numbers.map(({ e164, extension, kind }) => ({
      number: extension === null ? e164 : `${e164} ext. ${extension}`,
      kind,
    })),
    emails: contact.emails.map((email) => email.address),
  };
}

/** Which fields two forms differ in. Order of tags does not count; order of numbers does, the first is dialled. */
export function changedFields(before: ContactForm, after: ContactForm): readonly ContactField[] {
  return contactFields.filter((field) => comparable(before, field) !== comparable(after, field));
}

/** What to send: only what was changed, blank lines left out, null for cleared. */
export function changeOf(form: ContactForm, fields: readonly ContactField[]): ContactChange {
  const whole: Required<Omit<ContactChange, 'managerIds' | 'isSpam'>> = {
    firstName: form.firstName.trim(),
    lastName: form.lastName.trim(),
    position: form.position.trim() || null,
    language: form.language,
    organizationId: form.organization?.id ?? null,
    stageId: form.stageId,
    sourceId: form.sourceId,
    ownerId: form.ownerId,
    tagIds: form.tagIds,
    numbers: form.numbers.filter(({ number }) => number.trim() !== ''),
    emails: form.emails.map((email) => email.trim()).filter((email) => email !== ''),
  };
  return Object.fromEntries(fields.map((field) => [sentNames[field], whole[sentNames[field]]]));
}

/** My changes laid over what somebody saved meanwhile, and the fields in which a person has to choose. */
export function mergeForms(
  base: ContactForm,
  mine: ContactForm,
  theirs: ContactForm,
): { readonly merged: ContactForm; readonly contested: readonly ContactField[] } {
  const myFields = changedFields(base, mine);
  const theirFields = changedFields(base, theirs);
  const merged = { ...theirs, ...pick(mine, myFields) };
  const differing = changedFields(mine, theirs);
  const contested = myFields.filter((field) => theirFields.includes(field) && differing.includes(field));
  return { merged, contested };
}

export function pick(form: ContactForm, fields: readonly ContactField[]): Partial<ContactForm> {
  return Object.fromEntries(fields.map((field) => [field, form[field]]));
}

/** Which field is meant by the path of a refusal: 'organizationId', 'numbers.2.number'. */
export function fieldOf(path: string): ContactField | undefined {
  const [name] = path.split('.');
  return contactFields.find((field) => sentNames[field] === name);
}

const sentNames: Readonly<Record<ContactField, Exclude<keyof ContactChange, 'managerIds' | 'isSpam'>>> = {
  firstName: 'firstName',
  lastName: 'lastName',
  position: 'position',
  language: 'language',
  organization: 'organizationId',
  stageId: 'stageId',
  sourceId: 'sourceId',
  ownerId: 'ownerId',
  tagIds: 'tagIds',
  numbers: 'numbers',
  emails: 'emails',
};

function comparable(form: ContactForm, field: ContactField): string {
  if (field === 'organization') return form.organization?.id ?? '';
  if (field === 'tagIds') return form.tagIds.toSorted().join();
  if (field === 'emails') return JSON.stringify(form.emails.filter((email) => email.trim() !== ''));
  if (field === 'numbers') return JSON.stringify(form.numbers.filter(({ number }) => number.trim() !== ''));
  return JSON.stringify(form[field]);
}
