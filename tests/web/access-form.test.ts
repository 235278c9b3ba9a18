import { describe, expect, it } from 'vitest';
import { mayEnter } from '../../web/features/access/may-enter.ts';
import { firstPath, openEntries } from '../../web/features/access/places.ts';
import {
  changedAccess,
  accessBody,
  accessOf,
  withAccountRole,
  withMark,
  withRole,
} from '../../web/features/users/access-form.ts';
import { rights, userCard } from './support/user-builders.ts';

describe('marks of a section (A30)', () => {
  const none = { readableSections: [], changeableSections: [] } as const;

  it('giving the pencil opens the eye', () => {
    expect(withMark(none, 'pencil', ['calls'], true)).toEqual({
      readableSections: ['calls'],
      changeableSections: ['calls'],
    });
  });

  it('closing the eye takes the pencil', () => {
    const both = { readableSections: ['calls', 'deals'], changeableSections: ['calls'] } as const;
    expect(withMark(both, 'eye', ['calls'], false)).toEqual({
      readableSections: ['deals'],
      changeableSections: [],
    });
  });

  it('taking the pencil leaves the eye', () => {
    const both = { readableSections: ['calls'], changeableSections: ['calls'] } as const;
    expect(withMark(both, 'pencil', ['calls'], false).readableSections).toEqual(['calls']);
  });

  it('all at once stay in the order of the menu', () => {
    expect(withMark(none, 'eye', ['calls', 'visitors'], true).readableSections).toEqual([
      'visitors',
      'calls',
    ]);
  });
});

describe('the access card', () => {
  it('is unchanged when only the order of a list is another', () => {
    const before = accessOf(userCard({ accountRoles: ['customer_manager', 'partner_manager'] }));
    const after = { ...before, accountRoles: ['partner_manager', 'customer_manager'] as const };
    expect(changedAccess(before, after)).toEqual([]);
  });

  it('sends neither a role nor a responsible of the Director', () => {
    const body = accessBody(accessOf(userCard({ role: 'director', responsible: null })));
    expect(Object.keys(body)).not.toEqual(expect.arrayContaining(['role', 'responsibleId']));
  });

  it('a Manager who becomes a Head answers to the Director and is no chief manager', () => {
    const chief = { responsibleId: 'helga', isChiefManager: true };
    expect(withRole(chief, 'head', 'dora')).toEqual({
      role: 'head',
      responsibleId: 'dora',
      isChiefManager: false,
    });
    expect(withRole(chief, 'manager', 'dora')).toEqual({ role: 'manager', ...chief });
  });

  it('an account role is added once and taken whole', () => {
    const twice = withAccountRole(['customer_reader'], 'customer', 'reader', true);
    expect(twice).toEqual(['customer_reader']);
    expect(withAccountRole(twice, 'customer', 'reader', false)).toEqual([]);
  });
});

describe('the menu', () => {
  const paths = (over: Parameters<typeof rights>[0]) => openEntries(rights(over)).map(({ path }) => path);

  it('shows a Manager the sections with the eye, and neither users nor settings', () => {
    expect(paths({ readableSections: ['contacts', 'meetings'] })).toEqual(['/contacts', '/meetings']);
  });

  it('shows a Head the users as well', () => {
    expect(paths({ role: 'head', readableSections: ['calls'] })).toEqual(['/calls', '/users']);
  });

  it('shows a chief manager every section without a single mark', () => {
    expect(paths({ isChiefManager: true })).toContain('/settings');
    expect(mayEnter(rights({ isChiefManager: true }), 'security', 'read')).toBe(false);
  });

  it('an eye alone lets nobody change', () => {
    const eye = rights({ readableSections: ['contacts'] });
    expect([mayEnter(eye, 'contacts', 'read'), mayEnter(eye, 'contacts', 'change')]).toEqual([true, false]);
  });

  it('the day begins with the first open section, for those who lead with the room', () => {
    expect(firstPath(rights({ readableSections: ['calls', 'meetings'] }))).toBe('/calls');
    expect(firstPath(rights({ role: 'head', readableSections: ['calls', 'analytics'] }))).toBe('/wallboard');
    expect(firstPath(rights())).toBeNull();
  });
});
