import type { ServerToClientEvents } from '../../../server/realtime/events.ts';
import { seesContact } from '../statement/accounts.ts';
import { seesCall, seesCaller } from '../statement/calls.ts';
import { decidesHandOver } from '../statement/hand-overs.ts';
import { changesMeeting, seesMeeting, seesMeetingsContact } from '../statement/meetings.ts';
import { maySee } from '../statement/sections.ts';
import { type Call, find, type Viewer } from '../statement/world.ts';
import { lookAtPop } from '../questions/desk.ts';
import { all, type Look, same } from '../questions/question.ts';

/** What is wrong with this user's hearing an event; an event without an entry does not compile. */
export type EventTable = { readonly [E in keyof ServerToClientEvents]: (viewer: Viewer) => Look };

const isForMe = ({ user }: Viewer, call: Call): boolean =>
  call.agent === user.id || call.rangAt.includes(user.id);

/** Calls ring at, and are told to, the agents they are for; without the eye on calls none is. */
const ownCall =
  (viewer: Viewer, look: (call: Call) => Look = () => () => null): Look =>
  (event) => {
    const call = find(viewer.world.calls, event.callId ?? event.call.id);
    if (!isForMe(viewer, call)) return `${call.id} is none of this agent's`;
    return maySee(viewer.user, 'calls') ? look(call)(event) : `tells of ${call.id} without the eye on calls`;
  };
const pop = (viewer: Viewer) => ownCall(viewer, (call) => lookAtPop(viewer, call));
const changedCall = (viewer: Viewer) =>
  ownCall(
    viewer,
    (call) => (event) =>
      same('the contact', event.call.contactId, seesCaller(viewer, call) ? call.contact : null),
  );

const ownMeeting =
  (viewer: Viewer): Look =>
  (event) => {
    const said = event.meeting ?? event.nextMeeting;
    if (said === null) return null;
    const meeting = find(viewer.world.meetings, said.id);
    if (!seesMeeting(viewer, meeting)) return `tells of ${meeting.id}, out of reach`;
    return all(
      same('the contact', said.contactId, seesMeetingsContact(viewer, meeting) ? meeting.contact : null),
      same('that it may be changed', said.mayChange, changesMeeting(viewer, meeting)),
    );
  };

const watched =
  (viewer: Viewer): Look =>
  (event) =>
    seesContact(viewer, find(viewer.world.contacts, event.contactId))
      ? null
      : `tells of ${event.contactId}, out of reach`;

/** Of a contact's timeline one hears what one would find there. */
const timeline =
  (viewer: Viewer): Look =>
  (event) => {
    const { callId, meetingId } = event.item;
    const { calls, meetings } = viewer.world;
    return all(
      watched(viewer)(event),
      callId && !seesCall(viewer, find(calls, callId)) ? `tells of ${callId}, out of reach` : null,
      meetingId && !seesMeeting(viewer, find(meetings, meetingId))
        ? `tells of ${meetingId}, out of reach`
        : null,
    );
  };

const nothingToLookAt = () => () => null;

/** Heard by the windows that watch a contact, each with its session's channel; the others are for a person. */
export const isForWatchers = (event: string): boolean =>
  event === 'timeline:changed' || event === 'contact:changed';

export const eventTable: EventTable = {
  'call:rang': pop,
  'call:identified': pop,
  'wrap_up:started': pop,
  'call:answered': changedCall,
  'call:ended': changedCall,
  'call:withdrawn': (viewer) => ownCall(viewer),
  'wrap_up:completed': (viewer) => ownCall(viewer),
  'agent:changed': (viewer) => (event) => same('the agent', event.agent.userId, viewer.user.id),
  'meeting:changed': ownMeeting,
  'meeting:reminded': ownMeeting,
  'meeting:next_changed': ownMeeting,
  'hand_over:requested': (viewer) => (event) => {
    const request = { id: event.id, call: event.callId, contact: event.contact.id, agent: event.agent.id };
    return decidesHandOver(viewer, request) ? null : 'asks somebody who may not decide';
  },
  // names a request only: whoever was asked knows it
  'hand_over:closed': nothingToLookAt,
  'hand_over:decided': (viewer) => ownCall(viewer),
  'timeline:changed': timeline,
  'contact:changed': watched,
  'access:changed': nothingToLookAt,
  'session:ended': nothingToLookAt,
};
