import { describe, expect, test } from 'vitest';
import {
  callReach,
  contactReach,
  isCallInReach,
  isInReach,
  type Reachable,
} from '../../../server/domain/access/reach.ts';
import type { Action } from '../../../server/domain/access/section.ts';
import type { AccountRole, Labels, Viewer } from '../../../server/domain/access/viewer.ts';
import { aViewer, NO_LABELS } from '../../support/access/viewers.ts';

const person = (userId: string, role: Viewer['role'], responsibleId: string | null = null): Viewer =>
  aViewer({ userId, role, responsibleId });
const company = [
  person('director', 'director'),
  person('head', 'head', 'director'),
  person('other head', 'head', 'director'),
  person('anna', 'manager', 'head'),
  person('bob', 'manager', 'head'),
  person('cyril', 'manager', 'other head'),
  person('dora', 'manager', 'director'),
  person('emil', 'manager', 'director'),
];
const named = (userId: string, given: Partial<Viewer> = {}): Viewer => ({
  ...company.find((one) => one.userId === userId)!,
  ...given,
});
const aContact = (given: Partial<Reachable> = {}): Reachable => ({
  ownerId: 'anna',
  managerIds: [],
  accountKind: null,
  labels: NO_LABELS,
  ...given,
});
const reaches = (viewer: Viewer, contact: Reachable, action: Action = 'read') =>
  isInReach(contactReach(viewer, company, action), contact);
const ownersSeenBy = (viewer: Viewer) =>
  company.map(({ userId }) => userId).filter((ownerId) => reaches(viewer, aContact({ ownerId })));

describe('whose records are reached', () => {
  const everybody = company.map(({ userId }) => userId);
  test.each([
    ['A10', 'the Director sees everybody’s', named('director'), everybody],
    ['A11', 'a Head the own and those of the own Managers', named('head'), ['head', 'anna', 'bob']],
    ['A12', 'a Manager the own and those of Managers with the same Head', named('anna'), ['anna', 'bob']],
    ['A12', 'Managers who answer to the Director do not see each other', named('dora'), ['dora']],
    ['A13', 'own: a Head the own alone', named('head', { dataAccess: 'own' }), ['head']],
    ['A13', 'own: a Manager the own alone', named('anna', { dataAccess: 'own' }), ['anna']],
    ['A13', 'everything: all', named('dora', { dataAccess: 'everything' }), everybody],
    ['A31', 'a chief manager all', named('anna', { isChiefManager: true, dataAccess: 'own' }), everybody],
  ])('%s: %s', (_, __, viewer, owners) => {
    expect(ownersSeenBy(viewer)).toEqual(owners);
  });

  test('what nobody owns is reached by those alone who reach any owner (A13, A20)', () => {
    const ownerless = aContact({ ownerId: null, accountKind: 'customer' });
    expect(reaches(named('director'), ownerless)).toBe(true);
    expect(reaches(named('anna', { dataAccess: 'everything' }), ownerless)).toBe(true);
    expect(reaches(named('anna', { accountRoles: ['customer_reader'] }), ownerless)).toBe(true);
    expect(reaches(named('head'), ownerless)).toBe(false);
  });

  test('who is added to a contact as manager sees and edits it, and no colleague does for that (A18)', () => {
    const contact = aContact({ ownerId: 'cyril', managerIds: ['anna'] });
    expect(reaches(named('anna'), contact)).toBe(true);
    expect(reaches(named('anna', { dataAccess: 'own' }), contact, 'change')).toBe(true);
    expect(reaches(named('bob'), contact)).toBe(false);
  });
});

describe('limits (A14)', () => {
  const labels: Labels = { channelId: 'c1', branchId: 'b1', departmentId: 'd1', groupIds: ['g1', 'g2'] };
  const limited = (given: Partial<Labels>) => named('anna', { labels: { ...NO_LABELS, ...given } });

  test.each<[string, Partial<Labels>, boolean]>([
    ['none', {}, true],
    ['the same channel', { channelId: 'c1' }, true],
    ['another channel', { channelId: 'c2' }, false],
    ['the same branch and department', { branchId: 'b1', departmentId: 'd1' }, true],
    ['the same branch, another department', { branchId: 'b1', departmentId: 'd2' }, false],
    ['one of the groups', { groupIds: ['g2', 'g9'] }, true],
    ['none of the groups', { groupIds: ['g9'] }, false],
  ])('%s', (_, given, isSeen) => {
    expect(reaches(limited(given), aContact({ labels }))).toBe(isSeen);
  });

  test('a record without a label fails the limit of that label, also the own', () => {
    expect(reaches(limited({ channelId: 'c1' }), aContact())).toBe(false);
    expect(reaches(limited({ groupIds: ['g1'] }), aContact())).toBe(false);
  });

  test('cut added managers, everything, readers and admins too', () => {
    const contact = aContact({ ownerId: 'cyril', managerIds: ['anna'], accountKind: 'customer', labels });
    const elsewhere = { ...NO_LABELS, channelId: 'c2' };
    const roles: AccountRole[] = ['customer_reader', 'customer_admin', 'customer_manager'];
    for (const dataAccess of ['own', 'team', 'everything'] as const) {
      expect(reaches(named('anna', { labels: elsewhere, accountRoles: roles, dataAccess }), contact)).toBe(
        false,
      );
    }
  });

  test('of a Director’s labels the channel alone limits, and the chosen channel does besides (A10)', () => {
    const everyLabel = { channelId: null, branchId: 'b9', departmentId: 'd9', groupIds: ['g9'] };
    const contact = aContact({ labels });
    expect(reaches(named('director', { labels: everyLabel }), contact)).toBe(true);
    expect(reaches(named('director', { labels: { ...everyLabel, channelId: 'c2' } }), contact)).toBe(false);
    expect(reaches(named('director', { chosenChannelId: 'c1' }), contact)).toBe(true);
    expect(reaches(named('director', { chosenChannelId: 'c2' }), contact)).toBe(false);
    const both = { labels: { ...NO_LABELS, channelId: 'c1' }, chosenChannelId: 'c2' };
    expect(reaches(named('director', both), contact)).toBe(false);
    expect(reaches(named('director', both), aContact({ labels: { ...labels, channelId: 'c2' } }))).toBe(
      false,
    );
  });

  test('a chief manager’s are all the chief manager’s own labels (A31)', () => {
    const chief = (given: Partial<Labels>) => ({ ...limited(given), isChiefManager: true });
    expect(reaches(chief({ branchId: 'b1' }), aContact({ ownerId: 'director', labels }))).toBe(true);
    expect(reaches(chief({ branchId: 'b2' }), aContact({ ownerId: 'director', labels }))).toBe(false);
  });
});

describe('account roles (A20)', () => {
  const own = aContact({ ownerId: 'bob', accountKind: 'customer' });
  const foreign = aContact({ ownerId: 'cyril', accountKind: 'customer' });
  const may = (roles: AccountRole[], contact: Reachable) => {
    const viewer = named('anna', { accountRoles: roles });
    return `${reaches(viewer, contact) ? 'read' : ''} ${reaches(viewer, contact, 'change') ? 'change' : ''}`.trim();
  };

  test.each<[AccountRole[], string, string]>([
    [[], '', ''],
    [['customer_manager'], 'read change', ''],
    [['customer_reader'], 'read', 'read'],
    [['customer_admin'], 'read change', 'read change'],
    [['customer_manager', 'customer_reader'], 'read change', 'read'],
    [['partner_manager', 'partner_reader', 'partner_admin'], '', ''],
  ])('%j', (roles, inOwnReach, beyond) => {
    expect(may(roles, own)).toBe(inOwnReach);
    expect(may(roles, foreign)).toBe(beyond);
  });

  test('concern no contact without a company', () => {
    expect(may([], aContact({ ownerId: 'bob' }))).toBe('read change');
    expect(may(['customer_admin', 'partner_admin'], aContact({ ownerId: 'cyril' }))).toBe('');
  });

  test('bind added managers, and neither Directors nor chief managers', () => {
    const added = { ...foreign, managerIds: ['anna'] };
    expect(may([], added)).toBe('');
    expect(may(['customer_manager'], added)).toBe('read change');
    expect(reaches(named('director', { accountRoles: [] }), foreign, 'change')).toBe(true);
    expect(reaches(named('anna', { accountRoles: [], isChiefManager: true }), foreign, 'change')).toBe(true);
  });
});

describe('sections (A30)', () => {
  test('without the eye on contacts no contact is in reach, without the pencil none to change', () => {
    const blind = named('anna', { readableSections: ['calls'], changeableSections: ['calls'] });
    const reader = named('anna', { readableSections: ['contacts'], changeableSections: [] });
    expect(reaches(blind, aContact())).toBe(false);
    expect(reaches(reader, aContact())).toBe(true);
    expect(reaches(reader, aContact(), 'change')).toBe(false);
  });
});

describe('calls', () => {
  const isSeen = (
    viewer: Viewer,
    call: Partial<Parameters<typeof isCallInReach>[1]>,
    action: Action = 'read',
  ) =>
    isCallInReach(callReach(viewer, company, action), {
      ownerIds: [],
      labels: NO_LABELS,
      contact: null,
      ...call,
    });

  test('belong to everyone at whose phone they rang', () => {
    expect(isSeen(named('anna'), { ownerIds: ['cyril', 'bob'] })).toBe(true);
    expect(isSeen(named('anna'), { ownerIds: ['cyril'] })).toBe(false);
  });

  test('are seen, not changed, by who sees their contact', () => {
    const call = { ownerIds: ['cyril'], contact: aContact() };
    expect(isSeen(named('anna'), call)).toBe(true);
    expect(isSeen(named('anna'), call, 'change')).toBe(false);
    expect(isSeen(named('anna', { readableSections: ['contacts'], changeableSections: [] }), call)).toBe(
      false,
    );
  });

  test('carry labels of their own', () => {
    const limited = named('anna', { labels: { ...NO_LABELS, channelId: 'c1' } });
    const labels = { ...NO_LABELS, channelId: 'c1' };
    expect(isSeen(limited, { ownerIds: ['anna'] })).toBe(false);
    expect(isSeen(limited, { ownerIds: ['anna'], labels })).toBe(true);
  });
});
