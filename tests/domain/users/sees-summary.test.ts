import { describe, expect, it } from 'vitest';
import type { NamedColleague } from '../../../server/domain/users/sees-summary.ts';
import { showUser } from '../../../server/domain/users/show-user.ts';
import type { UserRecord } from '../../../server/domain/users/user-record.ts';
import { aRecord } from '../../support/access/user-records.ts';
import { aViewer } from '../../support/access/viewers.ts';

const director = aRecord({ id: 'director', role: 'director', name: 'Dora' });
const head = aRecord({ id: 'head', role: 'head', responsibleId: 'director', name: 'Helga' });
const managers = ['Ewa', 'Ala', 'Ola', 'Iza', 'Ada', 'Zoe'].map((name) =>
  aRecord({ id: name, name, responsibleId: 'head' }),
);
const people: NamedColleague[] = [director, head, ...managers].map((user) => ({ ...user, userId: user.id }));
const sees = (user: UserRecord) => showUser(aViewer({ role: 'director' }), user, people).sees;

describe('what a card says its user sees', () => {
  it('a Head: the own Managers, the first five by name (A11)', () => {
    expect(sees(head)).toMatchObject({
      kind: 'team',
      colleagues: { count: 6, names: ['Ada', 'Ala', 'Ewa', 'Iza', 'Ola'] },
    });
  });

  it('a Manager: the colleagues, not oneself and not the Head (A12)', () => {
    const { colleagues } = sees(managers[0]!);
    expect(colleagues.count).toBe(5);
    expect(colleagues.names).not.toContain('Ewa');
    expect(colleagues.names).not.toContain('Helga');
  });

  it('with own data access: nobody else (A13); with everything: no list of names', () => {
    expect(sees({ ...head, dataAccess: 'own' })).toMatchObject({ kind: 'own', colleagues: { count: 0 } });
    expect(sees({ ...head, dataAccess: 'everything' })).toMatchObject({
      kind: 'everything',
      colleagues: { count: 0 },
    });
  });

  it('the Director all, cut by a channel alone (A10)', () => {
    const named = { id: 'x', name: 'North' };
    expect(sees({ ...director, channel: named, branch: named, groups: [named] })).toMatchObject({
      kind: 'all',
      limits: { channel: 'North', branch: null, groups: [] },
      accounts: { customer: { read: 'all', change: 'all' } },
    });
  });

  it('accounts by account role, and none without the mark on contacts (A20, A30)', () => {
    const user = { ...head, accountRoles: ['customer_reader', 'partner_manager'] as const };
    expect(sees(user).accounts).toEqual({
      customer: { read: 'all', change: 'none' },
      partner: { read: 'reach', change: 'reach' },
    });
    expect(sees({ ...user, changeableSections: [] }).accounts.partner).toEqual({
      read: 'reach',
      change: 'none',
    });
    expect(sees({ ...user, readableSections: [], changeableSections: [] }).accounts.customer.read).toBe(
      'none',
    );
  });

  it('a chief manager all sections, whatever the marks (A31)', () => {
    const chief = { ...managers[0]!, isChiefManager: true, readableSections: [] };
    expect(sees(chief)).toMatchObject({ kind: 'all' });
    expect(sees(chief).sections.changeable).toHaveLength(13);
  });
});
