import { seesContact, seesOrganization } from '../statement/accounts.ts';
import { seesCall } from '../statement/calls.ts';
import { seesMeeting } from '../statement/meetings.ts';
import { seesTicket } from '../statement/tickets.ts';
import { find, type Viewer } from '../statement/world.ts';
import { mentionsIn } from './names.ts';

/** The records that a text tells the viewer of though they are out of reach, wherever in it they stand (A40). */
export function hiddenIn(viewer: Viewer, text: string): string[] {
  const { world } = viewer;
  const sees: Readonly<Record<string, (name: string) => boolean>> = {
    c: (name) => seesContact(viewer, find(world.contacts, name)),
    // a contact's card names its organization
    o: (name) =>
      seesOrganization(viewer, find(world.organizations, name)) ||
      world.contacts.some((contact) => contact.organization === name && seesContact(viewer, contact)),
    k: (name) => seesCall(viewer, find(world.calls, name)),
    m: (name) => seesMeeting(viewer, find(world.meetings, name)),
    t: (name) => seesTicket(viewer, find(world.tickets, name)),
    n: (name) => seesContact(viewer, find(world.contacts, find(world.notes, name).contact)),
  };
  return [...mentionsIn(text)].filter((name) => {
    const seesIt = sees[name[0]!];
    return seesIt !== undefined && Number(name.slice(1)) < 900_000 && !seesIt(name);
  });
}
