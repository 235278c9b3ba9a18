import { activateUser, showInvitation } from '#domain/users/activate-user.ts';
import { changeAccess } from '#domain/users/change-access.ts';
import { changeProfile } from '#domain/users/change-profile.ts';
import { changeStatus } from '#domain/users/change-status.ts';
import { chooseChannel, showChannelChoice } from '#domain/users/choose-channel.ts';
import { createUser } from '#domain/users/create-user.ts';
import { deleteUser, showDeletion } from '#domain/users/delete-user.ts';
import { getUser } from '#domain/users/get-user.ts';
import { handOverDirector } from '#domain/users/hand-over-director.ts';
import { inviteAgain } from '#domain/users/invite-again.ts';
import { listUsers } from '#domain/users/list-users.ts';
import { beginPreview, endPreview } from '#domain/users/preview-user.ts';
import { renewPhonePassword } from '#domain/users/renew-phone-password.ts';
import { endSessionsOf, listSessionsOf } from '#domain/users/sessions-of-others.ts';
import type { UserDeps } from '#domain/users/user-deps.ts';

/** What is done with the people who work here. */
export function bindUserUseCases(deps: UserDeps) {
  return {
    list: listUsers(deps),
    get: getUser(deps),
    create: createUser(deps),
    changeProfile: changeProfile(deps),
    changeAccess: changeAccess(deps),
    changeStatus: changeStatus(deps),
    showDeletion: showDeletion(deps),
    delete: deleteUser(deps),
    inviteAgain: inviteAgain(deps),
    showInvitation: showInvitation(deps),
    activate: activateUser(deps),
    renewPhonePassword: renewPhonePassword(deps),
    handOverDirector: handOverDirector(deps),
    listSessions: listSessionsOf(deps),
    endSessions: endSessionsOf(deps),
    beginPreview: beginPreview(deps),
    endPreview: endPreview(deps),
    chooseChannel: chooseChannel(deps),
    showChannelChoice: showChannelChoice(deps),
  };
}
