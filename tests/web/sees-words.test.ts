import { beforeAll, describe, expect, it } from 'vitest';
import { accessOf } from '../../web/features/users/access-form.ts';
import { seenAfter, seenOf, seesWords, type Seen } from '../../web/features/users/sees-words.ts';
import { useLanguage } from '../../web/locales/i18n.ts';
import { userCard } from './support/user-builders.ts';

const card = userCard();
const nowhere = { channel: null, branch: null, department: null, groups: [] };
const seen = (over: Partial<Seen> = {}): Seen => ({ ...seenOf(card), ...over });
const first = (over: Partial<Seen> = {}) => seesWords(seen(over))[0];

describe('what a user sees, in English', () => {
  beforeAll(() => useLanguage('en'));

  it('names the colleagues, the limit and what may be read beyond the reach', () => {
    expect(
      first({
        colleagues: { count: 3, names: ['Boris', 'Celina', 'Dennis'] },
        limits: { ...nowhere, channel: 'North' },
        accounts: { customer: { read: 'reach', change: 'reach' }, partner: { read: 'all', change: 'none' } },
      }),
    ).toBe(
      'Sees the own records and those of 3 colleagues (Boris, Celina, and Dennis), in channel North; reads and changes customer accounts within that reach; may read every partner account.',
    );
  });

  it('counts the colleagues who are not named', () => {
    expect(first({ colleagues: { count: 9, names: ['Boris', 'Celina'] } })).toContain(
      '9 colleagues (Boris, Celina and 7 more)',
    );
  });

  it('one colleague is told in the singular', () => {
    expect(first({ colleagues: { count: 1, names: ['Boris'] } })).toContain('those of 1 colleague (Boris)');
  });

  it('a team of nobody is the own records', () => {
    expect(first({ colleagues: { count: 0, names: [] } })).toContain(
      'Sees only the own records, for there is no team',
    );
  });

  it('several groups are told as one of them', () => {
    expect(first({ limits: { ...nowhere, groups: ['VIP', 'Export'] } })).toContain(
      'one of the groups VIP or Export',
    );
  });

  it('says of the Director with a channel that it limits, and of nothing else', () => {
    expect(seesWords(seen({ kind: 'all', limits: { ...nowhere, channel: 'North' } }))).toEqual([
      'Sees and changes every record, in channel North.',
    ]);
  });

  it('says what a closed section takes away', () => {
    const words = seesWords(seen({ sections: { readable: ['contacts'], changeable: [] } }));
    expect(words).toEqual([
      expect.any(String),
      'Opens 1 section of 13; only to look: Contacts.',
      'Calls are not open: no call rings this user’s phone.',
      'Meetings are not open: no phone meeting is given to this user.',
    ]);
  });
});

describe('what the card will say once it is saved', () => {
  beforeAll(() => useLanguage('en'));
  const form = accessOf(card);

  it('is what it says now while nothing is changed', () => {
    expect(seesWords(seenAfter(card, form, nowhere))).toEqual(seesWords(seenOf(card)));
  });

  it('does not guess at a new team', () => {
    const words = seesWords(seenAfter(card, { ...form, responsibleId: 'other' }, nowhere));
    expect(words[0]).toContain('those of the new team');
  });

  it('follows data access, account roles and marks at once', () => {
    const words = seesWords(
      seenAfter(
        card,
        { ...form, dataAccess: 'own', accountRoles: ['customer_admin'], changeableSections: [] },
        { ...nowhere, branch: 'Gdańsk' },
      ),
    );
    expect(words[0]).toBe(
      'Sees only the own records, in branch Gdańsk; may read every customer account; sees no partner account.',
    );
  });
});

describe.each([
  ['pl', 'Widzi rekordy własne i 2 osób z zespołu (Boris i Celina)'],
  ['ru', 'Видит свои записи и записи 2 коллег (Boris и Celina)'],
] as const)('the same in %s', (locale, words) => {
  beforeAll(() => useLanguage(locale));

  it('joins names as the language does', () => {
    expect(first()).toContain(words);
  });
});
