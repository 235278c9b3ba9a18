import { idOf, loadedDice } from './deterministic.ts';
import { asTyped, type DemoCountry, demoNumbers } from './demo-numbers.ts';
import { userId } from './demo-users.ts';
import type { Row } from './insert-rows.ts';
import { COMPANIES, NAMES } from './names.ts';

/** Rows by table, tables in the order in which they can be inserted. */
export type Tables = Record<
  | 'stages'
  | 'sources'
  | 'tags'
  | 'organizations'
  | 'organization_numbers'
  | 'number_ranges'
  | 'contacts'
  | 'contact_numbers'
  | 'contact_emails'
  | 'contact_tags'
  | 'contact_managers'
  | 'consents'
  | 'tickets'
  | 'notes'
  | 'number_mentions'
  | 'timeline_entries',
  Row[]
>;

const HOW_MANY: readonly (readonly [DemoCountry, number])[] = [
  ['PL', 220],
  ['RU', 60],
  ['DE', 50],
  ['GB', 40],
  ['US', 30],
];
const STAGES = [
  ['New', '#5b8def'],
  ['In talks', '#e6a23c'],
  ['Customer', '#67c23a'],
  ['Lost', '#909399'],
] as const;
const SOURCES = ['Website', 'Recommendation', 'Trade fair', 'Incoming call'];
const TAGS = ['VIP', 'Newsletter', 'Wholesale', 'Slow payer', 'Speaks German', 'Call after 5 pm'];
const POSITIONS = ['Owner', 'Accountant', 'Head of purchasing', 'Receptionist', 'Engineer', null, null, null];
const OWNERS = ['anna', 'boris', 'celina', 'dennis', 'elena', 'henryk', 'irina'];
/** Who answers to the Director has colleagues who see none of it (A12). */
const OF_THE_DIRECTOR = 'katarzyna';
const PURPOSES = ['marketing_phone', 'marketing_sms', 'marketing_email', 'call_recording', 'data_processing'];
const SUBJECTS = [
  'Invoice does not match the order',
  'Parcel has not arrived',
  'Please change the delivery address',
  'Offer for 20 licences',
  'Returned goods',
];
const NOTES = [
  'Asked for a quieter delivery slot.',
  'Will decide after the holidays.',
  'Prefers to be called in the morning.',
  'Has two branches, buys for both.',
  'Sent the price list.',
];
const DAY = 24 * 60 * 60 * 1000;

/** Some four hundred people and their companies; only the dates move, with `now`. */
export function demoContacts(now: Date): Tables {
  const dice = loadedDice(20261121);
  const nextNumber = demoNumbers(dice);
  const daysAgo = (days: number): string => new Date(now.getTime() - days * DAY).toISOString();
  const tables: Tables = {
    stages: STAGES.map(([name, colour], position) => ({ id: idOf('stage', name), name, colour, position })),
    sources: SOURCES.map((name) => ({ id: idOf('source', name), name })),
    tags: TAGS.map((name) => ({ id: idOf('tag', name), name })),
    organizations: [],
    organization_numbers: [],
    number_ranges: [],
    contacts: [],
    contact_numbers: [],
    contact_emails: [],
    contact_tags: [],
    contact_managers: [],
    consents: [],
    tickets: [],
    notes: [],
    number_mentions: [],
    timeline_entries: [],
  };

  interface Organization {
    readonly id: string;
    readonly country: DemoCountry;
    readonly number: string;
  }
  const addOrganization = (name: string, country: DemoCountry, number: string): Organization => {
    const id = idOf('organization', name);
    const kind = dice.oneIn(4) ? 'partner' : 'customer';
    tables.organizations.push({
      id,
      name,
      kind,
      owner_id: userId(OWNERS[tables.organizations.length % OWNERS.length]!),
      created_at: daysAgo(400),
    });
    const received = asTyped(number);
    tables.organization_numbers.push({
      id: idOf('organization number', number),
      organization_id: id,
      e164: number,
      received,
    });
    return { id, country, number };
  };
  const addRange = ({ id }: Organization, prefix: string, length: number): void =>
    void tables.number_ranges.push({ id: idOf('range', prefix), organization_id: id, prefix, length });

  interface Person {
    readonly key: string;
    readonly first: string;
    readonly last: string;
    readonly numbers: readonly {
      readonly e164: string;
      readonly kind: string;
      readonly extension?: string;
    }[];
    readonly email: string;
    readonly owner: string;
    readonly language: string | null;
    readonly organization: Organization | null;
    readonly stage: string;
    readonly source: string;
    readonly position: string | null;
    readonly tags: readonly string[];
    readonly lastSeenDaysAgo: number;
  }
  const addPerson = (person: Person): string => {
    const id = idOf('contact', person.key);
    tables.contacts.push({
      id,
      first_name: person.first,
      last_name: person.last,
      position: person.position,
      language: person.language,
      organization_id: person.organization?.id ?? null,
      stage_id: idOf('stage', person.stage),
      source_id: idOf('source', person.source),
      owner_id: userId(person.owner),
      last_activity_at: daysAgo(person.lastSeenDaysAgo),
      created_at: daysAgo(person.lastSeenDaysAgo + 90),
      updated_at: daysAgo(person.lastSeenDaysAgo),
    });
    for (const [position, { e164, kind, extension = null }] of person.numbers.entries()) {
      const received = extension ? `${asTyped(e164)} ext. ${extension}` : asTyped(e164);
      tables.contact_numbers.push({
        id: idOf('number', person.key, position),
        contact_id: id,
        e164,
        extension,
        received,
        kind,
        position,
      });
    }
    tables.contact_emails.push({
      id: idOf('email', person.key),
      contact_id: id,
      address: person.email,
      position: 0,
    });
    for (const tag of new Set(person.tags))
      tables.contact_tags.push({ contact_id: id, tag_id: idOf('tag', tag) });
    return id;
  };
  const addConsent = (contactId: string, purpose: string, isGiven: boolean, days: number): void =>
    void tables.consents.push({
      id: idOf('consent', contactId, purpose),
      contact_id: contactId,
      purpose,
      is_given: isGiven,
      decided_at: daysAgo(days),
    });
  const addTicket = (
    contactId: string,
    subject: string,
    owner: string,
    days: number,
    state: string,
    priority: string,
  ): void =>
    void tables.tickets.push({
      id: idOf('ticket', contactId, subject),
      subject,
      state,
      priority,
      is_complaint: subject.startsWith('Invoice'),
      contact_id: contactId,
      owner_id: userId(owner),
      created_at: daysAgo(days),
    });
  const addNote = (contactId: string, author: string, text: string, days: number): string => {
    const id = idOf('note', contactId, text);
    const created_at = daysAgo(days);
    tables.notes.push({ id, contact_id: contactId, author_id: userId(author), text, created_at });
    tables.timeline_entries.push({
      id: idOf('timeline', id),
      contact_id: contactId,
      kind: 'note',
      occurred_at: created_at,
      actor_id: userId(author),
      note_id: id,
    });
    return id;
  };

  const companies = COMPANIES.map(([name, country]) =>
    addOrganization(name, country, nextNumber(country, 'office')),
  );
  const harbour = addOrganization('Port Gdynia Serwis S.A.', 'PL', '+48225550100');
  addRange(harbour, '+482255501', 12);
  addRange(
    companies.find(({ country }) => country === 'DE')!,
    '+493012345',
    13,
  );

  const aneta = addPerson({
    key: 'aneta',
    first: 'Aneta',
    last: 'Kowalska',
    numbers: [
      { e164: '+48601234567', kind: 'mobile' },
      { e164: '+48225550123', kind: 'work', extension: '12' },
    ],
    email: 'aneta.kowalska@port-gdynia.example',
    owner: 'anna',
    language: 'pl',
    organization: harbour,
    stage: 'Customer',
    source: 'Recommendation',
    position: 'Head of purchasing',
    tags: ['VIP', 'Wholesale'],
    lastSeenDaysAgo: 2,
  });
  tables.contact_managers.push({ contact_id: aneta, user_id: userId('celina') });
  for (const purpose of PURPOSES) addConsent(aneta, purpose, purpose !== 'marketing_sms', 200);
  addTicket(aneta, 'Invoice for October does not match the order', 'anna', 2, 'open', 'high');
  addNote(aneta, 'celina', 'Met at the trade fair in Poznań; wants a framework contract.', 90);
  addNote(aneta, 'anna', 'Deliveries only through gate 3, ask for the harbour master.', 30);
  const mention = addNote(aneta, 'anna', 'Her deputy can be reached at 512 345 678 while she is away.', 2);
  tables.number_mentions.push({
    id: idOf('mention', mention),
    e164: '+48512345678',
    contact_id: aneta,
    note_id: mention,
  });

  for (const [country, count] of HOW_MANY) {
    for (let ordinal = 0; ordinal < count; ordinal += 1) {
      const key = `${country}-${ordinal}`;
      const isWoman = dice.oneIn(2);
      const first = dice.pick(isWoman ? NAMES[country].women : NAMES[country].men);
      const last = dice.pick(NAMES[country].families)[isWoman ? 0 : 1];
      const organization = dice.oneIn(3)
        ? dice.pick(companies.filter((company) => company.country === country))
        : null;
      const days = dice.roll(200) + 3;
      const drawn = dice.pick(OWNERS);
      const owner = ordinal % 20 === 19 ? OF_THE_DIRECTOR : drawn;
      const id = addPerson({
        key,
        first,
        last,
        numbers: [
          { e164: nextNumber(country, 'mobile'), kind: 'mobile' },
          ...(dice.oneIn(5) ? [{ e164: nextNumber(country, 'mobile'), kind: 'other' }] : []),
          // colleagues behind one switchboard: the same number, an extension each
          ...(organization
            ? [{ e164: organization.number, kind: 'work', extension: `${10 + ordinal}` }]
            : []),
        ],
        email: `contact.${key.toLowerCase()}@mail.example`,
        owner,
        language: country === 'PL' ? 'pl' : country === 'RU' ? 'ru' : 'en',
        organization,
        stage: dice.pick(STAGES)[0],
        source: dice.pick(SOURCES),
        position: organization ? dice.pick(POSITIONS) : null,
        tags: dice.oneIn(2) ? [dice.pick(TAGS), dice.pick(TAGS)] : [],
        lastSeenDaysAgo: days,
      });
      addConsent(id, 'data_processing', true, days + 90);
      if (dice.oneIn(3)) addConsent(id, dice.pick(PURPOSES.slice(0, 3)), dice.oneIn(2), days + 30);
      if (dice.oneIn(4)) addNote(id, owner, dice.pick(NOTES), days);
      if (dice.oneIn(12))
        addTicket(
          id,
          dice.pick(SUBJECTS),
          owner,
          days,
          dice.pick(['open', 'pending', 'solved', 'closed']),
          dice.pick(['low', 'normal', 'high']),
        );
    }
  }
  return tables;
}
