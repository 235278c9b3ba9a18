import { describe, expect, it } from 'vitest';
import { viewerOf } from '../../../server/domain/access/user.ts';
import { cardReach, isCardInReach } from '../../../server/domain/users/card-reach.ts';
import { nextStatuses } from '../../../server/domain/users/next-statuses.ts';
import { outranks } from '../../../server/domain/users/outranks.ts';
import { partsOf } from '../../../server/domain/users/user-parts.ts';
import type { UserRecord } from '../../../server/domain/users/user-record.ts';
import { aRecord } from '../../support/access/user-records.ts';

const director = aRecord({ id: 'director', role: 'director' });
const head = aRecord({ id: 'head', role: 'head', responsibleId: 'director' });
const otherHead = aRecord({ id: 'other head', role: 'head', responsibleId: 'director' });
const own = aRecord({ id: 'own', responsibleId: 'head' });
const colleague = aRecord({ id: 'colleague', responsibleId: 'head' });
const foreign = aRecord({ id: 'foreign', responsibleId: 'other head' });
const chief = aRecord({ id: 'chief', responsibleId: 'head', isChiefManager: true });
const everybody = [director, head, otherHead, own, colleague, foreign, chief];

const opens = (user: UserRecord) =>
  everybody
    .filter((other) => isCardInReach(cardReach(viewerOf(user)), { ...other, userId: other.id }))
    .map(({ id }) => id);
const does = (user: UserRecord, other: UserRecord) => partsOf(viewerOf(user), other);

describe('whose card a user opens (A6, A31)', () => {
  it('the Director everybody’s', () => expect(opens(director)).toEqual(everybody.map(({ id }) => id)));
  it('a Head the own and those of the own Managers', () =>
    expect(opens(head)).toEqual(['head', 'own', 'colleague', 'chief']));
  it('a Manager the own alone', () => expect(opens(own)).toEqual(['own']));
  it('a chief manager the own and every Manager’s, no Head’s, not the Director’s', () =>
    expect(opens(chief)).toEqual(['own', 'colleague', 'foreign', 'chief']));
});

describe('what a user does with another', () => {
  it('the Director everything that can be done', () => {
    expect(does(director, own)).toEqual([
      'profile',
      'phone_password',
      'access',
      'delete',
      'preview',
      'sessions',
      'handover',
    ]);
    expect(does(director, head)).toContain('handover');
  });
  it('the Director of oneself what leaves one the Director (A8)', () =>
    expect(does(director, director)).toEqual(['profile', 'phone_password', 'access']));
  it('the role is handed over to nobody who is not at work (A8)', () => {
    for (const status of ['inactive', 'ip_restricted', 'dismissed', 'pending_activation'] as const) {
      expect(does(director, aRecord({ status }))).not.toContain('handover');
    }
  });
  it('a Head edits the profiles of the own Managers, nobody else’s and not the own (A5)', () => {
    expect(does(head, own)).toEqual(['profile', 'phone_password']);
    for (const other of [head, otherHead, foreign, director]) expect(does(head, other)).toEqual([]);
  });
  it('a Manager nobody’s; a chief manager every Manager’s, the own one too', () => {
    for (const other of everybody) expect(does(own, other)).toEqual([]);
    for (const other of [chief, foreign]) expect(does(chief, other)).toEqual(['profile', 'phone_password']);
    for (const other of [head, director]) expect(does(chief, other)).toEqual([]);
  });
});

describe('the phone password of a user who may more', () => {
  it('is not a Head’s to renew: with the phone come that user’s calls', () =>
    expect(does(head, chief)).toEqual(['profile']));
  it('is the Director’s', () => expect(does(director, chief)).toContain('phone_password'));
});

describe('what the status may be set to (A1)', () => {
  it('any but the one that waits for a link, once the link was followed', () =>
    expect(nextStatuses(own)).toEqual(['active', 'inactive', 'ip_restricted', 'dismissed']));
  it('nothing that lets work, before the link was followed', () =>
    expect(nextStatuses(aRecord({ isActivated: false }))).toEqual([
      'pending_activation',
      'inactive',
      'dismissed',
    ]));
  it('nothing else for the Director', () => expect(nextStatuses(director)).toEqual(['active']));
});

describe('who could sign in with more rights than the own', () => {
  const outrankedBy = (given: Partial<UserRecord>) =>
    outranks(aRecord({ responsibleId: 'head', ...given }), viewerOf(head));
  const north = { channelId: 'north', branchId: null, departmentId: null, groupIds: [] };

  it('no Manager as managers start', () => expect(outrankedBy({})).toBe(false));
  it.each([
    ['a chief manager', { isChiefManager: true }],
    ['one who reaches everything', { dataAccess: 'everything' }],
    ['a reader of all partners', { accountRoles: ['customer_manager', 'partner_manager', 'partner_reader'] }],
    ['one with the pencil on settings', { readableSections: ['settings'], changeableSections: ['settings'] }],
  ] as const)('%s, to a Head', (_, given) => expect(outrankedBy(given)).toBe(true));

  it('one who reaches the team, to a Head who reaches the own records', () => {
    const alone = viewerOf(aRecord({ role: 'head', dataAccess: 'own' }));
    expect(outranks(aRecord({}), alone)).toBe(true);
    expect(outranks(aRecord({ dataAccess: 'own' }), alone)).toBe(false);
    expect(outranks(aRecord({ dataAccess: 'own' }), viewerOf(head))).toBe(false);
  });

  it('no manager of accounts, to an admin of theirs; a reader of all, to a manager of accounts', () => {
    const admin = viewerOf(aRecord({ role: 'head', accountRoles: ['customer_admin'] }));
    expect(outranks(aRecord({ accountRoles: ['customer_manager', 'customer_reader'] }), admin)).toBe(false);
    expect(outranks(aRecord({ accountRoles: ['partner_manager'] }), admin)).toBe(true);
    const reader = viewerOf(aRecord({ role: 'head', accountRoles: ['customer_reader'] }));
    expect(outranks(aRecord({ accountRoles: ['customer_manager'] }), reader)).toBe(true);
  });

  it('one without the limits of the Head', () => {
    const limited = viewerOf(aRecord({ role: 'head', labels: north }));
    expect(outranks(aRecord({}), limited)).toBe(true);
    expect(outranks(aRecord({ labels: north }), limited)).toBe(false);
  });

  it('nobody, to the Director; to a chief manager only who is less limited', () => {
    expect(outranks(chief, viewerOf(director))).toBe(false);
    expect(outranks(aRecord({ dataAccess: 'everything' }), viewerOf(chief))).toBe(false);
    expect(outranks(own, viewerOf(aRecord({ isChiefManager: true, labels: north })))).toBe(true);
  });
});
