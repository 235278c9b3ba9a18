import { get, send } from './http.ts';
import type {
  Contact,
  ContactChange,
  ContactListQuery,
  ContactPage,
  NewContact,
} from '../../server/http/schemas/contacts.ts';
import type { SearchHit } from '../../server/http/schemas/search.ts';
import type { TimelinePage } from '../../server/http/schemas/timeline.ts';

export type { Named } from '../../server/http/schemas/shapes.ts';
export type { Contact, ContactChange, ContactPage, ContactRow } from '../../server/http/schemas/contacts.ts';
export type { SearchHit } from '../../server/http/schemas/search.ts';
export type ContactNumber = Contact['numbers'][number];
export type NumberKind = ContactNumber['kind'];
export type ContactSort = NonNullable<ContactListQuery['sort']>;

export interface ContactFilter {
  readonly search: string;
  readonly stageId: string | null;
  readonly tagId: string | null;
  readonly ownerId: string | null;
  readonly channelId: string | null;
  readonly mine: boolean;
  readonly sort: ContactSort;
}

export function listContacts(
  filter: ContactFilter,
  cursor: string | null,
  signal: AbortSignal,
): Promise<ContactPage> {
  return get('/contacts', { query: { ...filter, cursor, limit: 100 }, signal });
}

export function getContact(id: string): Promise<Contact> {
  return get(`/contacts/${id}`);
}

export function addContact(contact: NewContact, key: string): Promise<Contact> {
  return send('POST', '/contacts', { body: contact, headers: { 'idempotency-key': key } });
}

export function changeContact(id: string, version: number, change: ContactChange): Promise<Contact> {
  return send('PATCH', `/contacts/${id}`, { body: change, headers: { 'if-match': `"${version}"` } });
}

export function listTimeline(
  contactId: string,
  kind: 'call' | 'meeting' | 'note' | null,
  cursor: string | null,
): Promise<TimelinePage> {
  return get(`/contacts/${contactId}/timeline`, { query: { kind, cursor } });
}

export function addNote(contactId: string, text: string): Promise<TimelinePage['items'][number]> {
  return send('POST', `/contacts/${contactId}/notes`, { body: { text } });
}

export function searchContacts(
  q: string,
  signal?: AbortSignal,
): Promise<{ readonly items: readonly SearchHit[] }> {
  return get('/search', { query: { q }, ...(signal === undefined ? {} : { signal }) });
}
