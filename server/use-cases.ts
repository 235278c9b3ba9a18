import type { AccessDeps } from '#domain/access/access-deps.ts';
import { authenticate } from '#domain/access/authenticate.ts';
import {
  addAddressRange,
  type AddressRangeDeps,
  listAddressRanges,
  removeAddressRange,
} from '#domain/access/change-address-ranges.ts';
import { changeOwnSettings } from '#domain/access/change-own-settings.ts';
import { findOpenSessions } from '#domain/access/find-open-sessions.ts';
import { readSession } from '#domain/access/read-session.ts';
import { signOut } from '#domain/access/sign-out.ts';
import { getAgent } from '#domain/agents/get-agent.ts';
import { requestStatus } from '#domain/agents/request-status.ts';
import { type AuditDeps, listAudit } from '#domain/audit/list-audit.ts';
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
import { mayHearOf } from '#domain/contacts/may-hear-of.ts';
import { listTimeline } from '#domain/contacts/list-timeline.ts';
import { searchContacts } from '#domain/contacts/search-contacts.ts';
import { stillInReach } from '#domain/contacts/still-in-reach.ts';
import { closeWindow } from '#domain/desk/close-window.ts';
import { deskSnapshot } from '#domain/desk/desk-snapshot.ts';
import { focusWindow } from '#domain/desk/focus-window.ts';
import { openWindow } from '#domain/desk/open-window.ts';
import { renewWindows } from '#domain/desk/renew-windows.ts';
import { changeOwnPassword } from '#domain/identity/change-own-password.ts';
import type { IdentityDeps } from '#domain/identity/identity-deps.ts';
import { listOwnFactors } from '#domain/identity/own-factors.ts';
import { unlinkOwnIdentities } from '#domain/identity/own-identities.ts';
import { addPasskey, beginPasskey, removePasskey, renamePasskey } from '#domain/identity/own-passkeys.ts';
import { endOtherSessions, endOwnSession, listOwnSessions } from '#domain/identity/own-sessions.ts';
import { removeFactorsOf } from '#domain/identity/remove-factors-of.ts';
import { renewRecoveryCodes } from '#domain/identity/renew-recovery-codes.ts';
import { beginTotp, confirmTotp, removeTotp } from '#domain/identity/set-up-totp.ts';
import { signIn } from '#domain/identity/sign-in.ts';
import { beginOpenId, finishOpenId } from '#domain/identity/sign-in-open-id.ts';
import { beginPasskeySignIn, signInPasskey } from '#domain/identity/sign-in-passkey.ts';
import { signInSecondFactor } from '#domain/identity/sign-in-second-factor.ts';
import { type CaughtMailDeps, getCaughtMail, listCaughtMails } from '#domain/mail/read-caught-mails.ts';
import { askForHandOver, getHandOver } from '#domain/hand-overs/ask-for-hand-over.ts';
import { decideHandOver } from '#domain/hand-overs/decide-hand-over.ts';
import { listHandOvers } from '#domain/hand-overs/list-hand-overs.ts';
import { callMeetingNow } from '#domain/meetings/call-meeting-now.ts';
import { cancelMeeting } from '#domain/meetings/cancel-meeting.ts';
import { changeMeeting } from '#domain/meetings/change-meeting.ts';
import { declineMeeting } from '#domain/meetings/decline-meeting.ts';
import { getMeeting } from '#domain/meetings/get-meeting.ts';
import { listMeetings } from '#domain/meetings/list-meetings.ts';
import type { MeetingDeps } from '#domain/meetings/meeting-deps.ts';
import { scheduleMeeting } from '#domain/meetings/schedule-meeting.ts';
import { snoozeMeeting } from '#domain/meetings/snooze-meeting.ts';
import type { UserDeps } from '#domain/users/user-deps.ts';
import { changeUnit } from '#domain/structure/change-unit.ts';
import { readInstallation, switchChannels } from '#domain/structure/channels-switch.ts';
import { createUnit } from '#domain/structure/create-unit.ts';
import { deleteUnit } from '#domain/structure/delete-unit.ts';
import { listUnits } from '#domain/structure/list-units.ts';
import { countHiddenRecords, restoreVisibility } from '#domain/structure/restore-visibility.ts';
import type { StructureDeps } from '#domain/structure/structure-deps.ts';
import { showWallboard, type WallboardDeps } from '#domain/wallboard/show-wallboard.ts';
import { bindUserUseCases } from './user-use-cases.ts';

export type UseCaseDeps = AccessDeps &
  IdentityDeps &
  ContactDeps &
  MeetingDeps &
  CaughtMailDeps &
  UserDeps &
  StructureDeps &
  AddressRangeDeps &
  AuditDeps &
  WallboardDeps;
export type UseCases = ReturnType<typeof bindUseCases>;

/** What people do through HTTP and sockets, by the section of the domain it stands in. */
export function bindUseCases(deps: UseCaseDeps) {
  return {
    access: {
      signOut: signOut(deps),
      authenticate: authenticate(deps),
      readSession: readSession(deps),
      findOpenSessions: findOpenSessions(deps),
      changeOwnSettings: changeOwnSettings(deps),
      listAddressRanges: listAddressRanges(deps),
      addAddressRange: addAddressRange(deps),
      removeAddressRange: removeAddressRange(deps),
    },
    identity: {
      signIn: signIn(deps),
      signInSecondFactor: signInSecondFactor(deps),
      beginPasskeySignIn: beginPasskeySignIn(deps),
      signInPasskey: signInPasskey(deps),
      openIdName: deps.openId?.name ?? null,
      beginOpenId: beginOpenId(deps),
      finishOpenId: finishOpenId(deps),
      changePassword: changeOwnPassword(deps),
      listFactors: listOwnFactors(deps),
      beginTotp: beginTotp(deps),
      confirmTotp: confirmTotp(deps),
      removeTotp: removeTotp(deps),
      renewRecoveryCodes: renewRecoveryCodes(deps),
      beginPasskey: beginPasskey(deps),
      addPasskey: addPasskey(deps),
      renamePasskey: renamePasskey(deps),
      removePasskey: removePasskey(deps),
      unlinkIdentities: unlinkOwnIdentities(deps),
      removeFactorsOf: removeFactorsOf(deps),
      listSessions: listOwnSessions(deps),
      endSession: endOwnSession(deps),
      endOtherSessions: endOtherSessions(deps),
    },
    users: bindUserUseCases(deps),
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
      mayHearOf: mayHearOf(deps),
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
    handOvers: {
      ask: askForHandOver(deps),
      get: getHandOver(deps),
      list: listHandOvers(deps),
      decide: decideHandOver(deps),
    },
    caughtMails: { list: listCaughtMails(deps), get: getCaughtMail(deps) },
    structure: {
      list: listUnits(deps),
      create: createUnit(deps),
      change: changeUnit(deps),
      delete: deleteUnit(deps),
      readInstallation: readInstallation(deps),
      switchChannels: switchChannels(deps),
      countHiddenRecords: countHiddenRecords(deps),
      restoreVisibility: restoreVisibility(deps),
    },
    audit: { list: listAudit(deps) },
    wallboard: { show: showWallboard(deps) },
  };
}
