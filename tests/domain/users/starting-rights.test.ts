import { describe, expect, it } from 'vitest';
import { defaultAccountRoles, defaultMarks } from '../../../server/domain/access/policy.ts';
import type { Viewer } from '../../../server/domain/access/viewer.ts';
import { outranks } from '../../../server/domain/users/outranks.ts';
import { startingRights } from '../../../server/domain/users/starting-rights.ts';
import { aViewer, NO_LABELS } from '../../support/access/viewers.ts';

const head = (given: Partial<Viewer> = {}) => aViewer({ role: 'head', ...given });
const { readable, changeable } = defaultMarks.manager;

describe('what a Manager starts with', () => {
  it('is the defaults where the creator is not limited', () => {
    const whole = {
      labels: NO_LABELS,
      dataAccess: 'team',
      accountRoles: defaultAccountRoles,
      readableSections: readable,
      changeableSections: changeable,
      isChiefManager: false,
    };
    expect(startingRights(aViewer({ role: 'director' }), 'manager')).toEqual(whole);
    expect(startingRights(head({ dataAccess: 'everything' }), 'manager')).toEqual(whole);
    const chief = {
      isChiefManager: true,
      dataAccess: 'own',
      accountRoles: [],
      readableSections: [],
    } as const;
    expect(startingRights(aViewer({ ...chief, changeableSections: [] }), 'manager')).toEqual(whole);
  });

  it('is no more than the Head has', () => {
    const limited = head({
      dataAccess: 'own',
      accountRoles: ['customer_admin', 'partner_reader'],
      readableSections: ['contacts', 'calls', 'analytics'],
      changeableSections: ['calls', 'campaigns'],
    });
    expect(startingRights(limited, 'manager')).toMatchObject({
      dataAccess: 'own',
      accountRoles: ['customer_manager'],
      readableSections: ['contacts', 'calls'],
      changeableSections: ['calls'],
    });
  });

  it.each([
    ['own data access', { dataAccess: 'own' }],
    ['one account role', { accountRoles: ['partner_admin'] }],
    ['few marks', { readableSections: ['contacts'], changeableSections: [] }],
    ['a channel', { labels: { ...NO_LABELS, channelId: 'north', groupIds: ['vip'] } }],
  ] as const)('never outranks a Head with %s', (_, given) => {
    const viewer = head(given);
    expect(outranks({ role: 'manager', ...startingRights(viewer, 'manager') }, viewer)).toBe(false);
  });
});
