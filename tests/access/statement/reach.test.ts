import { describe, expect, it } from 'vitest';
import { seesContact } from './accounts.ts';
import { company, contactOf, director, head, labelled, manager, world } from './example.ts';
import { type Labels, type User, viewerOf, type World } from './world.ts';

/** Whose contacts this user sees, when everybody has one with these labels. */
function sees(
  name: string,
  changed: readonly User[] = [],
  labels?: Labels,
  given: Partial<World> = {},
): string[] {
  const users = company(changed);
  const contacts = users.map(({ id }) => contactOf(id, labels && { labels }));
  const viewer = viewerOf(world({ users, contacts, ...given }), name);
  return contacts.filter((contact) => seesContact(viewer, contact)).map(({ owner }) => owner);
}
const everybody = company().map(({ id }) => id);

describe('reach', () => {
  it('A10: the Director sees everything', () => {
    expect(sees('director')).toEqual(everybody);
  });

  it('A10: with a channel chosen the Director sees that channel alone', () => {
    const chosen = { chosenChannels: { director: 'north' } };
    expect(sees('director', [], labelled({ channel: 'north' }), chosen)).toEqual(everybody);
    expect(sees('director', [], labelled({ channel: 'south' }), chosen)).toEqual([]);
    expect(sees('director', [], undefined, chosen)).toEqual([]);
  });

  it('A10: a Director with a channel sees that channel alone, and nothing of another that is chosen', () => {
    const limited = [director({ labels: labelled({ channel: 'north' }) })];
    const north = labelled({ channel: 'north' });
    expect(sees('director', limited, north)).toEqual(everybody);
    expect(sees('director', limited)).toEqual([]);
    expect(sees('director', limited, north, { chosenChannels: { director: 'south' } })).toEqual([]);
    expect(sees('director', limited, north, { chosenChannels: { director: 'north' } })).toEqual(everybody);
  });

  it('A10: branch, department, groups and data access do not limit a Director', () => {
    const labels = labelled({ branch: 'b', department: 'd', groups: ['g'] });
    expect(sees('director', [director({ labels, dataAccess: 'own' })])).toEqual(everybody);
  });

  it('A10: a channel chosen by somebody without the switch means nothing', () => {
    expect(sees('helga', [], undefined, { chosenChannels: { helga: 'north' } })).toEqual([
      'helga',
      'anna',
      'bruno',
    ]);
  });

  it('A11: a Head sees the own records and those of the own Managers', () => {
    expect(sees('helga')).toEqual(['helga', 'anna', 'bruno']);
  });

  it('A11: a Head does not see a Head who answers to that Head', () => {
    expect(sees('helga', [head('henryk', { responsible: 'helga' })])).toEqual(['helga', 'anna', 'bruno']);
  });

  it('A12: a Manager sees the own records and those of Managers under the same Head, never the Head’s', () => {
    expect(sees('anna')).toEqual(['anna', 'bruno']);
    expect(sees('cora')).toEqual(['cora']);
  });

  it('A12: Managers under the Director, or under nobody, do not see each other', () => {
    expect(sees('dario')).toEqual(['dario']);
    expect(sees('free', [manager('dario', null)])).toEqual(['free']);
  });

  it('A12: what a dismissed colleague owns stays in reach', () => {
    expect(sees('anna', [manager('bruno', 'helga', { status: 'dismissed' })])).toEqual(['anna', 'bruno']);
  });

  it('A13: data access narrows to the own records and widens to all', () => {
    expect(sees('helga', [head('helga', { dataAccess: 'own' })])).toEqual(['helga']);
    expect(sees('anna', [manager('anna', 'helga', { dataAccess: 'own' })])).toEqual(['anna']);
    expect(sees('dario', [manager('dario', 'director', { dataAccess: 'everything' })])).toEqual(everybody);
  });

  it.each([
    ['channel', { channel: 'north' }, { channel: 'south' }],
    ['branch', { branch: 'b1' }, { branch: 'b2' }],
    ['department', { department: 'd1' }, { department: 'd2' }],
    ['groups', { groups: ['g1', 'g2'] }, { groups: ['g3'] }],
  ])('A14: a limit by %s cuts all that carries another or none, the own records too', (_, limit, other) => {
    const limited = [manager('anna', 'helga', { labels: labelled(limit) })];
    expect(sees('anna', limited, labelled(limit))).toEqual(['anna', 'bruno']);
    expect(sees('anna', limited, labelled(other))).toEqual([]);
    expect(sees('anna', limited)).toEqual([]);
  });

  it('A14: one group of several is enough, and more labels than the limits ask for do no harm', () => {
    const limited = [manager('anna', 'helga', { labels: labelled({ groups: ['g1', 'g2'] }) })];
    expect(sees('anna', limited, labelled({ channel: 'north', groups: ['g2', 'g3'] }))).toEqual([
      'anna',
      'bruno',
    ]);
  });

  it('A14: limits cut together, and cut `everything` too', () => {
    const labels = labelled({ channel: 'north', branch: 'b1' });
    const limited = [manager('anna', 'helga', { dataAccess: 'everything', labels })];
    expect(sees('anna', limited, labels)).toEqual(everybody);
    expect(sees('anna', limited, labelled({ channel: 'north' }))).toEqual([]);
  });

  it('A31: a chief manager reaches all, within all limits of the own labels and the channel chosen', () => {
    const chief = (labels: Partial<Labels>) => [
      manager('dario', 'director', { isChief: true, dataAccess: 'own', labels: labelled(labels) }),
    ];
    expect(sees('dario', chief({}))).toEqual(everybody);
    expect(sees('dario', chief({ branch: 'b1' }))).toEqual([]);
    expect(sees('dario', chief({}), undefined, { chosenChannels: { dario: 'north' } })).toEqual([]);
  });
});
