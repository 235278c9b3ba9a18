import { describe, expect, it } from 'vitest';
import { addsCaller, changesCall, seesCall, seesCaller } from './calls.ts';
import { callOf, company, contactOf, labelled, manager, meetingOf, world } from './example.ts';
import { changesMeeting, seesMeeting, seesMeetingsContact } from './meetings.ts';
import { timelineOf } from './timeline.ts';
import { type Call, type Contact, type Meeting, type User, viewerOf } from './world.ts';

const contact = contactOf('cora');

function withCall(
  name: string,
  given: Partial<Call>,
  changed: readonly User[] = [],
  contacts: Contact[] = [contact],
) {
  const call = callOf(given);
  const viewer = viewerOf(world({ users: company(changed), contacts, calls: [call] }), name);
  return {
    sees: seesCall(viewer, call),
    changes: changesCall(viewer, call),
    knowsCaller: seesCaller(viewer, call),
  };
}
function withMeeting(
  name: string,
  given: Partial<Meeting> & Pick<Meeting, 'author'>,
  changed: readonly User[] = [],
) {
  const meeting = meetingOf(given);
  const projects = [{ id: 'project', members: ['edda'] }];
  const viewer = viewerOf(
    world({ users: company(changed), projects, contacts: [contact], meetings: [meeting] }),
    name,
  );
  return {
    sees: seesMeeting(viewer, meeting),
    changes: changesMeeting(viewer, meeting),
    knowsContact: seesMeetingsContact(viewer, meeting),
  };
}

describe('calls', () => {
  it('A11, A12: are their agent’s, and of all at whose phones they rang', () => {
    expect(withCall('anna', { agent: 'bruno' })).toMatchObject({ sees: true, changes: true });
    expect(withCall('helga', { agent: 'cora', rangAt: ['bruno'] })).toMatchObject({
      sees: true,
      changes: true,
    });
    expect(withCall('henryk', { agent: 'anna' })).toMatchObject({ sees: false, changes: false });
  });

  it('A10, A13: that nobody has heard are seen by the Director and by `everything`', () => {
    const everything = [manager('edda', 'director', { dataAccess: 'everything' })];
    expect(withCall('director', {}).sees).toBe(true);
    expect(withCall('edda', {}, everything).sees).toBe(true);
    expect(withCall('helga', {}).sees).toBe(false);
  });

  it('are seen, not changed, by who sees their contact', () => {
    expect(withCall('cora', { agent: 'anna', contact: contact.id })).toEqual({
      sees: true,
      changes: false,
      knowsCaller: true,
    });
  });

  it('A30, A41: whose caller is nobody known become a contact’s by the pencil on contacts too', () => {
    const adds = (name: string, given: Partial<Call>, changed: readonly User[] = []) => {
      const call = callOf({ agent: 'anna', ...given });
      return addsCaller(
        viewerOf(world({ users: company(changed), contacts: [contact], calls: [call] }), name),
        call,
      );
    };
    expect([adds('anna', {}), adds('helga', {}), adds('cora', {})]).toEqual([true, true, false]);
    expect(adds('anna', {}, [manager('anna', 'helga', { pencils: ['calls'] })])).toBe(false);
    expect(adds('anna', { contact: contact.id })).toBe(false);
    expect(adds('cora', { agent: 'cora', contact: contact.id })).toBe(true);
  });

  it('A41: do not tell of a contact out of reach', () => {
    expect(withCall('anna', { agent: 'anna', contact: contact.id })).toEqual({
      sees: true,
      changes: true,
      knowsCaller: false,
    });
  });

  it('A14: stay within the limits by their own labels', () => {
    const limited = [manager('anna', 'helga', { labels: labelled({ channel: 'north' }) })];
    expect(withCall('anna', { agent: 'anna' }, limited).sees).toBe(false);
    expect(withCall('anna', { agent: 'anna', labels: labelled({ channel: 'north' }) }, limited).sees).toBe(
      true,
    );
  });

  it('A30: need the eye on calls, and tell of no caller without the eye on contacts', () => {
    const without = (section: string): User[] => [
      manager('cora', 'henryk', {
        eyes: ['calls', 'contacts'].filter((one) => one !== section) as never,
        pencils: [],
      }),
    ];
    expect(withCall('cora', { agent: 'cora' }, without('calls')).sees).toBe(false);
    expect(withCall('cora', { agent: 'cora', contact: contact.id }, without('contacts'))).toEqual({
      sees: true,
      changes: false,
      knowsCaller: false,
    });
  });
});

describe('meetings', () => {
  it('A11, A12: are of the user who is to call, or of their author where anybody is', () => {
    expect(withMeeting('anna', { author: 'director', user: 'bruno' }).changes).toBe(true);
    expect(withMeeting('anna', { author: 'bruno', contact: contact.id }).changes).toBe(true);
    expect(withMeeting('anna', { author: 'bruno', user: 'cora' })).toMatchObject({
      sees: false,
      changes: false,
    });
  });

  it('are seen and changed by their author, seen by who sees their contact', () => {
    expect(withMeeting('anna', { author: 'anna', user: 'cora' }).changes).toBe(true);
    expect(withMeeting('cora', { author: 'anna', user: 'anna', contact: contact.id })).toEqual({
      sees: true,
      changes: false,
      knowsContact: true,
    });
  });

  it('with neither user nor contact are seen and changed by the members of their project, within the limits', () => {
    expect(withMeeting('edda', { author: 'anna' })).toMatchObject({ sees: true, changes: true });
    expect(withMeeting('edda', { author: 'anna', contact: contact.id }).sees).toBe(false);
    const limited = [manager('edda', 'director', { labels: labelled({ department: 'd1' }) })];
    expect(withMeeting('edda', { author: 'edda' }, limited).sees).toBe(false);
  });

  it('A30: need the eye, and the pencil to be changed', () => {
    const blind = manager('anna', 'helga', { eyes: ['contacts'], pencils: [] });
    const reading = manager('anna', 'helga', { eyes: ['meetings'], pencils: [] });
    expect(withMeeting('anna', { author: 'anna' }, [blind]).sees).toBe(false);
    expect(withMeeting('anna', { author: 'anna' }, [reading])).toMatchObject({ sees: true, changes: false });
  });
});

describe('a timeline', () => {
  const note = { id: 'note', contact: contact.id, author: 'anna' };
  const calls = [
    callOf({ contact: contact.id, agent: 'anna' }),
    callOf({ id: 'northern call', contact: contact.id, labels: labelled({ channel: 'north' }) }),
  ];
  const meetings = [
    meetingOf({ author: 'anna', contact: contact.id, labels: labelled({ channel: 'north' }) }),
  ];
  const on = (name: string, changed: readonly User[] = [], contacts: Contact[] = [contact]) =>
    timelineOf(
      viewerOf(world({ users: company(changed), contacts, calls, meetings, notes: [note] }), name),
      contacts[0]!,
    );

  it('A40: is not there where the contact is not', () => {
    expect(on('anna')).toBeNull();
  });

  it('holds all that hangs on the contact', () => {
    expect(on('cora')).toEqual(['note', 'call', 'northern call', 'meeting']);
  });

  it('A14, A30: leaves out what is beyond the limits or in a section that is not one’s own', () => {
    const north = labelled({ channel: 'north' });
    const limited = manager('cora', 'henryk', { labels: north });
    expect(on('cora', [limited], [{ ...contact, labels: north }])).toEqual([
      'note',
      'northern call',
      'meeting',
    ]);
    const deaf = manager('cora', 'henryk', { eyes: ['contacts', 'meetings'], pencils: [] });
    expect(on('cora', [deaf])).toEqual(['note', 'meeting']);
  });
});
