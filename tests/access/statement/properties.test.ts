import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryWorld } from '../worlds/arbitrary-world.ts';
import { changesContact, changesOrganization, seesContact, seesOrganization } from './accounts.ts';
import { changesCall, seesCall } from './calls.ts';
import { changesMeeting, seesMeeting } from './meetings.ts';
import { editsProfile, seesProfile } from './people.ts';
import { seesTicket } from './tickets.ts';
import { type User, type Viewer, viewerOf, type World } from './world.ts';

/* What must be true of the rules whatever the company: a statement that contradicts itself holds nothing. */

const RUNS = 2000;

const anyViewer = arbitraryWorld.map(({ world, dice }): Viewer => {
  const { id } = world.users[dice % world.users.length]!;
  return viewerOf(world, id);
});

const seen = (viewer: Viewer): ReadonlySet<string> => {
  const { contacts, organizations, calls, meetings, tickets } = viewer.world;
  return new Set(
    [
      ...contacts.filter((contact) => seesContact(viewer, contact)),
      ...organizations.filter((organization) => seesOrganization(viewer, organization)),
      ...calls.filter((call) => seesCall(viewer, call)),
      ...meetings.filter((meeting) => seesMeeting(viewer, meeting)),
      ...tickets.filter((ticket) => seesTicket(viewer, ticket)),
    ].map(({ id }) => id),
  );
};

/** The same company, but for the viewer. */
function asIf(viewer: Viewer, given: Partial<User>): Viewer {
  const user = { ...viewer.user, ...given };
  const users = viewer.world.users.map((one) => (one.id === user.id ? user : one));
  return { user, world: { ...viewer.world, users } };
}

const isNoMore = (than: Viewer, viewer: Viewer): boolean => {
  const all = seen(than);
  return [...seen(viewer)].every((id) => all.has(id));
};

const holds = (rule: (viewer: Viewer) => boolean) =>
  fc.assert(fc.property(anyViewer, rule), { numRuns: RUNS });

describe('the statement of the rules', { timeout: 60_000 }, () => {
  it('lets nobody change what is not seen', () => {
    holds((viewer) => {
      const { contacts, organizations, calls, meetings, users } = viewer.world;
      return (
        contacts.every((one) => !changesContact(viewer, one) || seesContact(viewer, one)) &&
        organizations.every((one) => !changesOrganization(viewer, one) || seesOrganization(viewer, one)) &&
        calls.every((one) => !changesCall(viewer, one) || seesCall(viewer, one)) &&
        meetings.every((one) => !changesMeeting(viewer, one) || seesMeeting(viewer, one)) &&
        users.every((one) => !editsProfile(viewer, one) || seesProfile(viewer, one))
      );
    });
  });

  it('A10: shows a Director without any channel everything', () => {
    holds(({ world }) => {
      const unlimited: World = { ...world, chosenChannels: {} };
      const director = asIf(viewerOf(unlimited, 'u1'), {
        labels: { channel: null, branch: null, department: null, groups: [] },
      });
      const { contacts, organizations, calls, meetings, tickets } = world;
      const records = [contacts, organizations, calls, meetings, tickets].map(({ length }) => length);
      return seen(director).size === records.reduce((sum, count) => sum + count, 0);
    });
  });

  it('A13: widens from own to team to everything', () => {
    holds((viewer) => {
      const [own, team, everything] = (['own', 'team', 'everything'] as const).map((dataAccess) =>
        asIf(viewer, { dataAccess }),
      ) as [Viewer, Viewer, Viewer];
      return isNoMore(team, own) && isNoMore(everything, team);
    });
  });

  it('A14: only narrows by limits', () => {
    holds((viewer) => {
      const { labels } = viewer.user;
      const { channel, branch, department, groups } = labels;
      const freed = [
        ...(channel === null ? [] : [{ ...labels, channel: null }]),
        ...(branch === null ? [] : [{ ...labels, branch: null }]),
        ...(department === null ? [] : [{ ...labels, department: null }]),
        ...(groups.length === 0 ? [] : [{ ...labels, groups: [] }]),
      ];
      return freed.every((fewer) => isNoMore(asIf(viewer, { labels: fewer }), viewer));
    });
  });

  it('A20, A30: shows no more to whoever has fewer roles or marks', () => {
    holds((viewer) => {
      const { accountRoles, eyes, pencils } = viewer.user;
      return (
        accountRoles.every((role) =>
          isNoMore(viewer, asIf(viewer, { accountRoles: accountRoles.filter((one) => one !== role) })),
        ) &&
        eyes.every((section) => {
          const without = (marks: typeof eyes) => marks.filter((one) => one !== section);
          return isNoMore(viewer, asIf(viewer, { eyes: without(eyes), pencils: without(pencils) }));
        })
      );
    });
  });

  it('A11, A12: shows nobody the records of a superior or of another team who has neither role nor mark for it', () => {
    holds((viewer) => {
      const { user, world } = viewer;
      const plain = asIf(viewer, {
        isChief: false,
        dataAccess: 'team',
        accountRoles: ['customer_manager', 'partner_manager'],
      });
      if (user.role === 'director') return true;
      const others = world.users.filter(
        ({ id, role, responsible }) =>
          id !== user.id &&
          (role !== 'manager' || (responsible !== user.id && responsible !== user.responsible)),
      );
      return world.contacts
        .filter(({ owner, managers }) => others.some(({ id }) => id === owner) && !managers.includes(user.id))
        .every((contact) => !seesContact(plain, contact));
    });
  });

  it('deals worlds in which all of this matters', () => {
    const worlds = fc.sample(anyViewer, { numRuns: 500, seed: 1 });
    const share = worlds.map((viewer) => {
      const { contacts } = viewer.world;
      return contacts.filter((contact) => seesContact(viewer, contact)).length / contacts.length;
    });
    const mean = share.reduce((sum, one) => sum + one, 0) / share.length;
    // neither all nor nothing is in reach, in most
    expect(mean).toBeGreaterThan(0.2);
    expect(mean).toBeLessThan(0.8);
    expect(share.filter((one) => one > 0 && one < 1).length).toBeGreaterThan(150);
  });
});
