import type { Dictionaries } from '../../../server/http/schemas/dictionaries.ts';
import type { MessageKey } from '../../locales/en.ts';
import { phoneText } from '../../composables/usePhoneFormat.ts';
import { text } from '../../composables/useText.ts';
import type { ContactField, ContactForm } from './contact-form.ts';

export const fieldLabels: Readonly<Record<ContactField, MessageKey>> = {
  firstName: 'contact.firstName',
  lastName: 'contact.lastName',
  position: 'contact.position',
  language: 'contact.language',
  organization: 'contact.organization',
  stageId: 'contact.stage',
  sourceId: 'contact.source',
  ownerId: 'contact.owner',
  tagIds: 'contact.tags',
  numbers: 'contact.numbers',
  emails: 'contact.emails',
};

/** A field's value as a person reads it. */
export function fieldValue(form: ContactForm, field: ContactField, lists: Dictionaries): string {
  const nameIn = (list: readonly { id: string; name: string }[], id: string | null) =>
    list.find((one) => one.id === id)?.name ?? '';
  switch (field) {
    case 'firstName':
    case 'lastName':
    case 'position':
      return form[field];
    case 'language':
      return form.language === null ? '' : text(`card.language.${form.language}`);
    case 'organization':
      return form.organization?.name ?? '';
    case 'stageId':
      return nameIn(lists.stages, form.stageId);
    case 'sourceId':
      return nameIn(lists.sources, form.sourceId);
    case 'ownerId':
      return nameIn(lists.users, form.ownerId);
    case 'tagIds':
      return form.tagIds.map((id) => nameIn(lists.tags, id)).join(', ');
    case 'numbers':
      return form.numbers
        .map(({ number, kind }) => `${text(`contact.kinds.${kind}`)} ${phoneText(number)}`)
        .join(', ');
    case 'emails':
      return form.emails.join(', ');
  }
}
