import { describe, expect, it } from 'vitest';
import {
  accessOf,
  type Around,
  settleAccess,
  type WantedAccess,
} from '../../../server/domain/users/access-rules.ts';
import type { Reasons } from '../../../server/domain/users/profile-fields.ts';
import type { UserRecord } from '../../../server/domain/users/user-record.ts';
import { aRecord } from '../../support/access/user-records.ts';

const manager = aRecord({ id: 'manager', responsibleId: 'head' });
const head = aRecord({ id: 'head', role: 'head', responsibleId: 'director' });
const director = aRecord({ id: 'director', role: 'director' });

function settle(user: UserRecord, changes: Partial<WantedAccess>, around: Partial<Around> = {}) {
  const { role: _, responsibleId: __, ...present } = accessOf(user);
  const invalid: Reasons = {};
  const settled = settleAccess(
    user,
    { ...present, ...changes },
    { directorId: 'director', responsible: null, ledUsers: 0, ...around },
    invalid,
  );
  return { settled, invalid };
}
const known = (user: UserRecord) => ({ responsible: { ...user, userId: user.id } });

describe('what a card holds after a change of access', () => {
  it('the eye wherever the pencil is, nothing twice, in the order of the menu (A30)', () => {
    const { settled } = settle(manager, {
      readableSections: ['analytics', 'contacts', 'contacts'],
      changeableSections: ['calls'],
    });
    expect(settled).toMatchObject({
      readableSections: ['contacts', 'calls', 'analytics'],
      changeableSections: ['calls'],
    });
  });

  it('a Head who leads anybody stays a Head; one who leads nobody may become a Manager', () => {
    expect(settle(head, { role: 'manager' }, { ledUsers: 1 }).invalid).toEqual({ role: 'leads_users' });
    expect(settle(head, { role: 'manager' })).toMatchObject({
      invalid: {},
      settled: { role: 'manager', responsibleId: 'director' },
    });
  });

  it('a Manager who becomes a Head answers to the Director', () => {
    expect(settle(manager, { role: 'head' }).settled.responsibleId).toBe('director');
    expect(settle(manager, { role: 'head', responsibleId: 'head' }, known(head)).invalid).toEqual({
      responsibleId: 'not_the_director',
    });
  });

  it('nobody answers to oneself or to a Manager', () => {
    expect(settle(head, { role: 'manager', responsibleId: 'head' }, known(head)).invalid).toEqual({
      responsibleId: 'oneself',
    });
    expect(settle(head, { responsibleId: 'manager' }, known(manager)).invalid).toEqual({
      responsibleId: 'not_the_director',
    });
    const other = aRecord({ responsibleId: 'head' });
    expect(settle(other, { responsibleId: 'manager' }, known(manager)).invalid).toEqual({
      responsibleId: 'not_a_head_or_the_director',
    });
  });

  it('a Manager alone is a chief manager (A31)', () => {
    expect(settle(manager, { isChiefManager: true }).invalid).toEqual({});
    expect(settle(head, { isChiefManager: true }).invalid).toEqual({ isChiefManager: 'not_a_manager' });
    expect(settle(manager, { isChiefManager: true, role: 'head' }).invalid).toEqual({
      isChiefManager: 'not_a_manager',
    });
  });

  it('the Director takes labels and nothing else (A8, A10)', () => {
    const labels = { channelId: 'channel', branchId: null, departmentId: null, groupIds: [] };
    const { settled, invalid } = settle(director, { labels, dataAccess: 'own', readableSections: ['calls'] });
    expect(invalid).toEqual({});
    expect(settled).toEqual({ ...accessOf(director), labels });
    expect(settle(director, { role: 'head' }).invalid).toEqual({ role: 'the_director_stays' });
  });
});
