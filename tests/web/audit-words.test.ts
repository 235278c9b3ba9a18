import { beforeAll, describe, expect, it } from 'vitest';
import { choiceOf, filterOf, queryOf } from '../../web/features/audit/audit-filter.ts';
import { auditActions } from '../../web/features/audit/audit-actions.ts';
import { differencesOf } from '../../web/features/audit/differences.ts';
import { en } from '../../web/locales/en.ts';
import { useLanguage } from '../../web/locales/i18n.ts';

beforeAll(() => useLanguage('en'));

describe('what changed, as a person reads it', () => {
  it('names the field and both values in words', () => {
    expect(differencesOf({ before: { dataAccess: 'own' }, after: { dataAccess: 'everything' } })).toEqual([
      { field: 'Data access', before: 'Own', after: 'Everything' },
    ]);
  });

  it('lists are joined, an empty one is nothing', () => {
    expect(
      differencesOf({ before: { readableSections: [] }, after: { readableSections: ['calls', 'deals'] } }),
    ).toEqual([{ field: 'May look', before: '', after: 'Calls and Deals' }]);
  });

  it('yes and no are words', () => {
    expect(differencesOf({ before: { areChannelsOn: false }, after: { areChannelsOn: true } })).toEqual([
      { field: 'Sales channels on', before: 'no', after: 'yes' },
    ]);
  });

  it('fields that were and stayed empty are left out', () => {
    expect(differencesOf({ before: null, after: { phone: null, name: 'North' } })).toEqual([
      { field: 'Name', before: '', after: 'North' },
    ]);
  });

  it('a field without words is shown by its name, never dropped', () => {
    expect(differencesOf({ before: null, after: { somethingNew: 3 } })).toEqual([
      { field: 'somethingNew', before: '', after: '3' },
    ]);
  });

  it('a value inside a value is told with its name', () => {
    expect(differencesOf({ before: null, after: { labels: { channel: 'North', branch: null } } })).toEqual([
      { field: 'Labels', before: '', after: 'Channel: North' },
    ]);
  });
});

describe('the filters of the log', () => {
  it('are the same after a way through the address', () => {
    const choice = {
      actorId: 'anna',
      action: 'user:deleted',
      outcome: 'done',
      fromDay: '2026-11-20',
      toDay: '2026-11-21',
      search: 'kow',
    } as const;
    expect(choiceOf(queryOf(choice), auditActions)).toEqual(choice);
  });

  it('hold both days whole', () => {
    const { from, to } = filterOf({
      ...choiceOf({}, auditActions),
      fromDay: '2026-11-20',
      toDay: '2026-11-20',
    });
    expect(Date.parse(to ?? '') - Date.parse(from ?? '')).toBe(24 * 3600 * 1000);
  });

  it('an address that means nothing filters nothing', () => {
    expect(queryOf(choiceOf({ what: 'cake', outcome: 'maybe', from: 'yesterday' }, auditActions))).toEqual(
      {},
    );
  });
});

it('there are words for each action the log tells of, and for no other', () => {
  expect(Object.keys(en.audit.action).toSorted()).toEqual([...auditActions].toSorted());
});
