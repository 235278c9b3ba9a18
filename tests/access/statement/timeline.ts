import { seesContact } from './accounts.ts';
import { seesCall } from './calls.ts';
import { seesMeeting } from './meetings.ts';
import { type Contact, type Viewer } from './world.ts';

/** What stands on a contact's timeline for this viewer, by the id of what each entry points to; null: no contact. */
export function timelineOf(viewer: Viewer, contact: Contact): readonly string[] | null {
  if (!seesContact(viewer, contact)) return null;
  const { calls, meetings, notes } = viewer.world;
  const of = <T extends { readonly contact: string | null; readonly id: string }>(things: readonly T[]) =>
    things.filter((thing) => thing.contact === contact.id);
  return [
    ...of(notes),
    ...of(calls).filter((call) => seesCall(viewer, call)),
    ...of(meetings).filter((meeting) => seesMeeting(viewer, meeting)),
  ].map(({ id }) => id);
}
