import { describe, expect, it } from 'vitest';
import { company, manager, user, world } from './example.ts';
import { createsUsers, editsAccess, editsProfile, mayWork, seesProfile } from './people.ts';
import { type Status, viewerOf } from './world.ts';

const people = company([manager('dario', 'director', { isChief: true })]);
const of = (
  name: string,
  may: (viewer: ReturnType<typeof viewerOf>, of: (typeof people)[number]) => boolean,
) => people.filter((person) => may(viewerOf(world({ users: people }), name), person)).map(({ id }) => id);
const managers = ['anna', 'bruno', 'cora', 'dario', 'edda', 'free'];

describe('people', () => {
  it('A6: the Director opens all cards, a Head those of the own Managers, a Manager the own', () => {
    expect(of('director', seesProfile)).toHaveLength(people.length);
    expect(of('helga', seesProfile)).toEqual(['helga', 'anna', 'bruno']);
    expect(of('anna', seesProfile)).toEqual(['anna']);
  });

  it('A31: a chief manager opens and edits the cards of all Managers, never a Head’s or the Director’s', () => {
    expect(of('dario', seesProfile)).toEqual(managers);
    expect(of('dario', editsProfile)).toEqual(managers);
  });

  it('A5: a Head edits the own Managers, not the own card; a Manager nobody', () => {
    expect(of('helga', editsProfile)).toEqual(['anna', 'bruno']);
    expect(of('anna', editsProfile)).toEqual([]);
  });

  it('A5: all but plain Managers create users; the Director alone gives roles, labels and marks', () => {
    expect(of('helga', createsUsers)).toHaveLength(people.length);
    expect(of('dario', createsUsers)).toHaveLength(people.length);
    expect(of('anna', createsUsers)).toEqual([]);
    expect(of('dario', editsAccess)).toEqual([]);
    expect(of('director', editsAccess)).toHaveLength(people.length);
  });

  it('A1: only active users work', () => {
    const works = (status: Status) => mayWork(world({}), user('one', { status }), '10.1.2.3');
    expect(works('active')).toBe(true);
    for (const status of ['inactive', 'dismissed', 'pending_activation', 'ip_restricted'] as const) {
      expect(works(status)).toBe(false);
    }
  });

  it('A2: a restricted user works from the allowed ranges', () => {
    const allowedRanges = ['10.1.0.0/16', '2001:db8::/32'];
    const worksFrom = (address: string) =>
      mayWork(world({ allowedRanges }), user('one', { status: 'ip_restricted' }), address);
    expect(['10.1.2.3', '10.1.255.255', '2001:db8::5'].every(worksFrom)).toBe(true);
    expect(['10.2.0.1', '127.0.0.1', '::1', '2001:db9::1'].some(worksFrom)).toBe(false);
  });
});
