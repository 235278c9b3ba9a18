import type { CallerStore, RawHit } from '../../../server/domain/callers/caller-store.ts';
import type { CallerCardFacts } from '../../../server/domain/calls/caller-card-facts.ts';
import { NO_LABELS } from '../access/viewers.ts';
import type { Tables } from './fake-tables.ts';

export function fakeCallerStore(tables: Tables): CallerStore {
  return {
    find: async (e164) => findHits(tables, e164),
    cardFacts: async (contactId) => cardFacts(tables, contactId),
    people: async (organizationId) =>
      tables.contacts
        .filter((contact) => contact.organizationId === organizationId)
        .map(({ id, name, position, ownerId, managerIds }) => ({
          contactId: id,
          name,
          position,
          ownerId,
          managerIds,
          accountKind: 'customer',
          labels: NO_LABELS,
        })),
    organization: async (organizationId) => {
      const found = tables.organizations.find(({ id }) => id === organizationId);
      return found ? { ownerId: found.ownerId, managerIds: [], ...kindOf(found) } : null;
    },
    reject: async (e164, contactId) => void tables.rejected.push({ e164, contactId }),
    addNumber: async ({ contactId, e164, extension, kind }) => {
      const isSame = (one: { contactId: string; e164: string }) =>
        one.contactId === contactId && one.e164 === e164;
      tables.rejected = tables.rejected.filter((one) => !isSame(one));
      if (tables.numbers.some((one) => isSame(one) && one.extension === extension)) return;
      tables.numbers.push({ contactId, e164, extension, kind });
    },
    addContact: async ({ id, firstName, lastName, position, ownerId, organizationId }) => {
      const name = `${firstName} ${lastName}`.trim();
      tables.contacts.push({ id, name, position, ownerId, managerIds: [], organizationId });
    },
  };
}

/** Every organization of the fake is a customer, and nothing has labels. */
function kindOf(organization: object | undefined) {
  return { accountKind: organization === undefined ? null : 'customer', labels: NO_LABELS } as const;
}

export function findHits(tables: Tables, e164: string): readonly RawHit[] {
  const isRejected = (contactId: string) =>
    tables.rejected.some((one) => one.e164 === e164 && one.contactId === contactId);
  const ofContact = (
    kind: 'contact' | 'mention',
    id: string,
    numberKind: string | null,
    extension: string | null,
  ) => {
    const contact = tables.contacts.find((one) => one.id === id)!;
    const organization = tables.organizations.find((one) => one.id === contact.organizationId);
    const last = tables.timeline
      .filter((entry) => entry.contactId === id)
      .map(({ occurredAt }) => occurredAt)
      .sort();
    return {
      kind,
      contactId: id,
      organizationId: contact.organizationId,
      name: contact.name,
      organizationName: organization?.name ?? null,
      ownerId: contact.ownerId,
      managerIds: contact.managerIds,
      ...kindOf(organization),
      numberKind,
      extension,
      lastInteractionAt: last.at(-1) ?? null,
    };
  };
  const ofOrganization = (kind: 'organization' | 'range', organization: Tables['organizations'][number]) => ({
    kind,
    contactId: null,
    organizationId: organization.id,
    name: organization.name,
    organizationName: organization.name,
    ownerId: organization.ownerId,
    managerIds: [],
    ...kindOf(organization),
    numberKind: null,
    extension: null,
    lastInteractionAt: null,
  });
  return [
    ...tables.numbers
      .filter((number) => number.e164 === e164 && !isRejected(number.contactId))
      .map((number) => ofContact('contact', number.contactId, number.kind, number.extension)),
    ...tables.organizations
      .filter((organization) => organization.numbers.includes(e164))
      .map((organization) => ofOrganization('organization', organization)),
    ...tables.organizations
      .filter(({ ranges }) =>
        ranges.some(({ prefix, length }) => e164.length === length && e164.startsWith(prefix)),
      )
      .map((organization) => ofOrganization('range', organization)),
    ...tables.mentions
      .filter((mention) => mention.e164 === e164 && !isRejected(mention.contactId))
      .map((mention) => ofContact('mention', mention.contactId, null, null)),
  ];
}

export function cardFacts(tables: Tables, contactId: string): CallerCardFacts | null {
  const contact = tables.contacts.find(({ id }) => id === contactId);
  if (contact === undefined) return null;
  const organization = tables.organizations.find(({ id }) => id === contact.organizationId);
  const owner = tables.users.find(({ userId }) => userId === contact.ownerId);
  return {
    contactId,
    name: contact.name,
    position: contact.position,
    language: null,
    organization: organization === undefined ? null : { id: organization.id, name: organization.name },
    stage: null,
    tags: [],
    owner: { id: contact.ownerId, name: owner?.name ?? '' },
    managerIds: contact.managerIds,
    ...kindOf(organization),
    isSpam: false,
    lastEvents: [],
    openTickets: [],
    comingMeetings: [],
    missedMeetings: [],
    consents: [],
  };
}
