import { seesContact, seesOrganization } from '../statement/accounts.ts';
import { seesCall } from '../statement/calls.ts';
import { seesMeeting } from '../statement/meetings.ts';
import { seesTicket } from '../statement/tickets.ts';
import { find, type Viewer } from '../statement/world.ts';
import { mentionsIn, NOBODY } from './names.ts';

/** The records that a text tells the viewer of though they are out of reach, wherever in it they stand (A40). */
export function hiddenIn(viewer: Viewer, text: string): string[] {
  const { world } = viewer;
  const isSeen = <T extends { readonly id: string }>(
    things: readonly T[],
    name: string,
    sees: (thing: T) => boolean,
  ) => things.some((thing) => thing.id === name && sees(thing));
  const sees: Readonly<Record<string, (name: string) => boolean>> = {
    c: (name) => isSeen(world.contacts, name, (contact) => seesContact(viewer, contact)),
    // a contact's card names its organization
    o: (name) =>
      isSeen(world.organizations, name, (organization) => seesOrganization(viewer, organization)) ||
      world.contacts.some((contact) => contact.organization === name && seesContact(viewer, contact)),
    k: (name) => isSeen(world.calls, name, (call) => seesCall(viewer, call)),
    m: (name) => isSeen(world.meetings, name, (meeting) => seesMeeting(viewer, meeting)),
    t: (name) => isSeen(world.tickets, name, (ticket) => seesTicket(viewer, ticket)),
    n: (name) =>
      isSeen(world.notes, name, ({ contact }) => seesContact(viewer, find(world.contacts, contact))),
  };
  return [...mentionsIn(text)].filter((name) => {
    const seesIt = sees[name[0]!];
    return seesIt !== undefined && Number(name.slice(1)) < NOBODY && !seesIt(name);
  });
}
