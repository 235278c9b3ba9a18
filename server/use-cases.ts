import type { AccessDeps } from '#domain/access/access-deps.ts';
import { authenticate } from '#domain/access/authenticate.ts';
import { changeOwnSettings } from '#domain/access/change-own-settings.ts';
import { findOpenSessions } from '#domain/access/find-open-sessions.ts';
import { signIn } from '#domain/access/sign-in.ts';
import { signOut } from '#domain/access/sign-out.ts';
import { getAgent } from '#domain/agents/get-agent.ts';
import { requestStatus } from '#domain/agents/request-status.ts';
import { addCaller } from '#domain/calls/add-caller.ts';
import { assignCaller } from '#domain/calls/assign-caller.ts';
import { completeWrapUp } from '#domain/calls/complete-wrap-up.ts';
import { getCall } from '#domain/calls/get-call.ts';
import { listCalls } from '#domain/calls/list-calls.ts';
import { recordPainted } from '#domain/calls/record-painted.ts';
import { rejectCaller } from '#domain/calls/reject-caller.ts';
import { addNote } from '#domain/contacts/add-note.ts';
import { changeContact } from '#domain/contacts/change-contact.ts';
import type { ContactDeps } from '#domain/contacts/contact-deps.ts';
import { createContact } from '#domain/contacts/create-contact.ts';
import { findOrganizations } from '#domain/contacts/find-organizations.ts';
import { getContact } from '#domain/contacts/get-contact.ts';
import { listContacts } from '#domain/contacts/list-contacts.ts';
import { listDictionaries } from '#domain/contacts/list-dictionaries.ts';
import { listTimeline } from '#domain/contacts/list-timeline.ts';
import { searchContacts } from '#domain/contacts/search-contacts.ts';
import { stillInReach } from '#domain/contacts/still-in-reach.ts';
import { closeWindow } from '#domain/desk/close-window.ts';
import { deskSnapshot } from '#domain/desk/desk-snapshot.ts';
import { focusWindow } from '#domain/desk/focus-window.ts';
import { openWindow } from '#domain/desk/open-window.ts';
import { renewWindows } from '#domain/desk/renew-windows.ts';
import { type CaughtMailDeps, getCaughtMail, listCaughtMails } from '#domain/mail/read-caught-mails.ts';
import { callMeetingNow } from '#domain/meetings/call-meeting-now.ts';
import { cancelMeeting } from '#domain/meetings/cancel-meeting.ts';
import { changeMeeting } from '#domain/meetings/change-meeting.ts';
import { declineMeeting } from '#domain/meetings/decline-meeting.ts';
import { getMeeting } from '#domain/meetings/get-meeting.ts';
import { listMeetings } from '#domain/meetings/list-meetings.ts';
import type { MeetingDeps } from '#domain/meetings/meeting-deps.ts';
import { scheduleMeeting } from '#domain/meetings/schedule-meeting.ts';
import { snoozeMeeting } from '#domain/meetings/snooze-meeting.ts';
import type { Seals } from '#domain/shared/seals.ts';
import { showWallboard, type WallboardDeps } from '#domain/wallboard/show-wallboard.ts';

export type UseCaseDeps = AccessDeps &
  ContactDeps &
  MeetingDeps &
  CaughtMailDeps &
  WallboardDeps & { readonly seals: Seals };
export type UseCases = ReturnType<typeof bindUseCases>;

/** What people do through HTTP and sockets, by the section of the domain it stands in. */
export function bindUseCases(deps: UseCaseDeps) {
  return {
    access: {
      signIn: signIn(deps),
      signOut: signOut(deps),
      authenticate: authenticate(deps),
      findOpenSessions: findOpenSessions(deps),
      changeOwnSettings: changeOwnSettings(deps),
    },
    agents: { get: getAgent(deps), requestStatus: requestStatus(deps) },
    desk: {
      snapshot: deskSnapshot(deps),
      openWindow: openWindow(deps),
      focusWindow: focusWindow(deps),
      closeWindow: closeWindow(deps),
      renewWindows: renewWindows(deps),
    },
    calls: {
      list: listCalls(deps),
      get: getCall(deps),
      completeWrapUp: completeWrapUp(deps),
      assignCaller: assignCaller(deps),
      addCaller: addCaller(deps),
      rejectCaller: rejectCaller(deps),
      recordPainted: recordPainted(deps),
    },
    contacts: {
      list: listContacts(deps),
      get: getContact(deps),
      create: createContact(deps),
      change: changeContact(deps),
      listTimeline: listTimeline(deps),
      addNote: addNote(deps),
      listDictionaries: listDictionaries(deps),
      findOrganizations: findOrganizations(deps),
      search: searchContacts(deps),
      stillInReach: stillInReach(deps),
    },
    meetings: {
      list: listMeetings(deps),
      get: getMeeting(deps),
      schedule: scheduleMeeting(deps),
      change: changeMeeting(deps),
      cancel: cancelMeeting(deps),
      callNow: callMeetingNow(deps),
      snooze: snoozeMeeting(deps),
      decline: declineMeeting(deps),
    },
    caughtMails: { list: listCaughtMails(deps), get: getCaughtMail(deps) },
    wallboard: { show: showWallboard(deps) },
  };
}
