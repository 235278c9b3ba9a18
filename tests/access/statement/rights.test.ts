import { describe, expect, it } from 'vitest';
import { director, head, labelled, manager } from './example.ts';
import { mayMoreThan, startOfManagerOf } from './rights.ts';
import { sections, type User } from './world.ts';

const helga = (given: Partial<User> = {}) => head('helga', given);
const anna = (given: Partial<User> = {}) => manager('anna', 'helga', given);

describe('a user who may more than another', () => {
  it('A13: reaches further, in the order own, team, everything', () => {
    expect(mayMoreThan(anna({ dataAccess: 'team' }), helga({ dataAccess: 'own' }))).toBe(true);
    expect(mayMoreThan(anna({ dataAccess: 'everything' }), helga())).toBe(true);
    expect(mayMoreThan(anna({ dataAccess: 'own' }), helga())).toBe(false);
  });

  it('A20: has a role that the other’s do not cover', () => {
    const admin = helga({ accountRoles: ['customer_admin'] });
    expect(mayMoreThan(anna({ accountRoles: ['customer_manager', 'customer_reader'] }), admin)).toBe(false);
    expect(mayMoreThan(anna({ accountRoles: ['partner_manager'] }), admin)).toBe(true);
    expect(mayMoreThan(anna({ accountRoles: ['customer_reader'] }), helga())).toBe(true);
  });

  it('A30, A31: has a mark that the other has not', () => {
    const blind = helga({ eyes: ['calls'], pencils: [] });
    expect(mayMoreThan(anna({ eyes: ['calls'], pencils: ['calls'] }), blind)).toBe(true);
    expect(mayMoreThan(anna({ eyes: ['calls'], pencils: [] }), blind)).toBe(false);
    expect(mayMoreThan(anna({ isChief: true }), helga())).toBe(true);
  });

  it('A14: is not held by the other’s limits', () => {
    const limited = helga({ labels: labelled({ channel: 'north', groups: ['vip', 'new'] }) });
    const carries = (labels: User['labels']) => mayMoreThan(anna({ labels }), limited);
    expect(carries(labelled({ channel: 'north', groups: ['vip'], branch: 'warsaw' }))).toBe(false);
    expect(carries(labelled({ groups: ['vip'] }))).toBe(true);
    expect(carries(labelled({ channel: 'north' }))).toBe(true);
    expect(carries(labelled({ channel: 'north', groups: ['vip', 'old'] }))).toBe(true);
  });

  it('is nobody to the Director, and to a chief manager only who is limited less', () => {
    const all = anna({ dataAccess: 'everything', isChief: true });
    expect(mayMoreThan(all, director())).toBe(false);
    const chief = manager('chief', 'director', { isChief: true, dataAccess: 'own', eyes: [], pencils: [] });
    expect(mayMoreThan(all, chief)).toBe(false);
    expect(mayMoreThan(all, { ...chief, labels: labelled({ branch: 'warsaw' }) })).toBe(true);
  });
});

describe('what a Manager starts with', () => {
  it('A5: is whole from the Director, who gives no labels on, and from a chief manager, who does', () => {
    const fromDirector = startOfManagerOf(director({ labels: labelled({ channel: 'north' }) }));
    expect(fromDirector).toMatchObject({ labels: labelled({}), dataAccess: 'team' });
    const labels = labelled({ branch: 'warsaw' });
    const chief = {
      isChief: true,
      labels,
      dataAccess: 'own',
      accountRoles: [],
      eyes: [],
      pencils: [],
    } as const;
    expect(startOfManagerOf(anna(chief))).toEqual({ ...fromDirector, labels });
  });

  it('A5: is what the Head has of it, from a Head', () => {
    const limited = helga({
      labels: labelled({ groups: ['vip'] }),
      dataAccess: 'own',
      accountRoles: ['partner_admin', 'customer_reader'],
      eyes: sections.filter((section) => section !== 'contacts'),
      pencils: ['calls', 'settings'],
    });
    expect(startOfManagerOf(limited)).toEqual({
      labels: labelled({ groups: ['vip'] }),
      dataAccess: 'own',
      accountRoles: ['partner_manager'],
      eyes: ['visitors', 'deals', 'tickets', 'meetings', 'messages', 'calls'],
      pencils: ['calls'],
    });
    expect(mayMoreThan({ ...anna(), ...startOfManagerOf(limited) }, limited)).toBe(false);
  });
});
