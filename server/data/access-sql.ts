import type { Section } from '#domain/access/section.ts';

/** The Labels of a row of users or records. */
export function labelsJson(row: string): string {
  return `json_build_object('channelId', ${row}.channel_id, 'branchId', ${row}.branch_id,
      'departmentId', ${row}.department_id, 'groupIds', coalesce(${row}.group_ids, '{}'))`;
}

/** What the rules of access ask of a user, as JSON parts of an object. */
const rights = (user: string) => `'labels', ${labelsJson(user)},
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

/** The ids of those `isAround` is true of, some twice, by keys alone: asked with OR, the whole company is read. */
export function aroundIds(user: string): string {
  return `ARRAY[${user}.id, ${user}.responsible_id] || ARRAY(
          SELECT a.id FROM users a WHERE a.responsible_id IN (${user}.id, ${user}.responsible_id))`;
}

/** As `hasMark` has it (domain/access/may-enter.ts): who may look at a section. */
export function hasEye(user: string, section: Section): string {
  return `(${user}.role = 'director' OR ${user}.is_chief_manager OR '${section}' = ANY(${user}.readable_sections))`;
}
