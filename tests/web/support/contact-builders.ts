import type { Contact } from '../../../web/api/contacts.ts';

export function contact(over: Partial<Contact> = {}): Contact {
  return {
    id: 'aneta',
    firstName: 'Aneta',
    lastName: 'Kowalska',
    name: 'Aneta Kowalska',
    position: 'Buyer',
    language: 'pl',
    organization: { id: 'firm', name: 'Elektromontaż' },
    stage: null,
    source: null,
    owner: { id: 'anna', name: 'Anna Nowak' },
    channel: null,
    branch: null,
    department: null,
    groups: [],
    managers: [],
    tags: [],
    numbers: [],
    emails: [],
    isSpam: false,
    lastActivityAt: null,
    version: 1,
    mayChange: true,
    createdAt: '2026-11-21T10:00:00.000Z',
    updatedAt: '2026-11-21T10:00:00.000Z',
    ...over,
  };
}
