/** What the rules of access ask of a user, as JSON parts of an object. */
const rights = (user: string) => `'labels', json_build_object('channelId', ${user}.channel_id,
      'branchId', ${user}.branch_id, 'departmentId', ${user}.department_id, 'groupIds', ${user}.group_ids),
    'dataAccess', ${user}.data_access, 'accountRoles', ${user}.account_roles,
    'readableSections', ${user}.readable_sections, 'changeableSections', ${user}.changeable_sections,
    'isChiefManager', ${user}.is_chief_manager`;

/** A row of `users` as the JSON of a Viewer, without a chosen channel. */
export function viewerJson(user: string): string {
  return `json_build_object('userId', ${user}.id, 'role', ${user}.role, 'responsibleId', ${user}.responsible_id,
    ${rights(user)}, 'chosenChannelId', NULL)`;
}

/** A row of `users` as the JSON of a User. */
export function userJson(user: string): string {
  return `json_build_object('id', ${user}.id, 'login', ${user}.login, 'email', ${user}.email, 'name', ${user}.name,
    'role', ${user}.role, 'status', ${user}.status, 'responsibleId', ${user}.responsible_id,
    'extension', ${user}.extension, 'locale', ${user}.locale, 'timeZone', ${user}.time_zone, ${rights(user)})`;
}

export function colleagueJson(user: string): string {
  return `json_build_object('userId', ${user}.id, 'role', ${user}.role, 'responsibleId', ${user}.responsible_id)`;
}

/** Whom the rules of reach may ask about, for a user. */
export function isAround(other: string, user: string): string {
  return `(${other}.id IN (${user}.id, ${user}.responsible_id)
    OR ${other}.responsible_id IN (${user}.id, ${user}.responsible_id))`;
}
