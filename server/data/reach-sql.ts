import { accountKinds } from '#domain/access/policy.ts';
import type { AccountReach, CallReach, MeetingReach, Reach } from '#domain/access/reach.ts';
import type { Labels } from '#domain/access/viewer.ts';

/**
 * Reaches as SQL conditions on a row under the given alias; their parameters are added to `values`. What is always so
 * is left out of the text, so that it costs nothing.
 */

/** On `contacts`. The array sub-select is run once and leaves both branches to their indexes. */
export function contactReachSql(reach: AccountReach, contact: string, values: unknown[]): string {
  return accountReachSql(reach, contact, `${contact}.account_kind`, values);
}

/**
 * The same for a walk in some order through contacts of which many are in reach: what a user has been added to is asked
 * of each by a hash.
 */
export function walkedReachSql(reach: AccountReach, contact: string, values: unknown[]): string {
  return accountReachSql(reach, contact, `${contact}.account_kind`, values, hashedSql);
}

/** A part of a reach, all of whose conditions hold for a row in it. */
export interface ContactBranch {
  /** What an index finds rows by; empty: nothing narrows the search. */
  readonly found: readonly string[];
  /** What is then asked of each. */
  readonly asked: readonly string[];
  /** Where rows are found by their owners: these, as an array. */
  readonly owners?: string;
}

/**
 * The same as `contactReachSql` in parts, of which no two have a row in common: a condition with OR in it would keep the
 * database from every index.
 */
export function contactBranches(
  reach: AccountReach,
  contact: string,
  values: unknown[],
): readonly ContactBranch[] {
  const kind = `${contact}.account_kind`;
  const limits = limitsSql(reach.limits, contact, values);
  const byLimits: ContactBranch = { found: limits.slice(0, 1), asked: limits.slice(1) };
  const ownTypes = reach.ownTypes.filter((type) => !reach.anyOwnerTypes.includes(type));
  const mayBeOwned = typesOrNone(kind, ownTypes);
  const isOwnable = mayBeOwned === TRUE ? [] : [`(${mayBeOwned})`];
  const asked = [...limits, ...isOwnable];
  const branches: ContactBranch[] = [];
  if (reach.anyOwnerTypes.length > 0) {
    branches.push({ ...byLimits, asked: [...byLimits.asked, typesSql(kind, reach.anyOwnerTypes)] });
  }
  if (reach.owners === 'any') {
    return [...branches, { ...byLimits, asked: [...byLimits.asked, ...isOwnable] }];
  }
  if (reach.owners.length === 0) return branches;
  const owners = `$${values.push(reach.owners)}::uuid[]`;
  branches.push({ found: [`${contact}.owner_id = ANY(${owners})`], asked, owners });
  if (reach.managerId === null) return branches;
  const managed = managedSql(contact, reach.managerId, values);
  return [...branches, { found: [managed], asked: [...asked, `${contact}.owner_id <> ALL(${owners})`] }];
}

/** On `organizations`. */
export function organizationReachSql(reach: AccountReach, organization: string, values: unknown[]): string {
  return accountReachSql({ ...reach, managerId: null }, organization, `${organization}.kind`, values);
}

/** On `calls`; `seen` says whether the call's contact is in the reach of contacts. */
export function callReachSql(reach: CallReach, call: string, seen: string, values: unknown[]): string {
  const isOwned = ownersSql(reach, values, (owners) => {
    const rang = `EXISTS (SELECT FROM call_legs rl WHERE rl.call_id = ${call}.id AND rl.user_id = ANY(${owners}))`;
    return `${call}.agent_id = ANY(${owners}) OR ${rang}`;
  });
  return all([...limitsSql(reach.limits, call, values), any([isOwned, seen])]);
}

/** On `meetings`; `seen` as for calls. */
export function meetingReachSql(
  reach: MeetingReach,
  meeting: string,
  seen: string,
  values: unknown[],
): string {
  const isOwned = ownersSql(
    reach,
    values,
    (owners) => `coalesce(${meeting}.user_id, ${meeting}.author_id) = ANY(${owners})`,
  );
  const isOwn =
    isOwned === TRUE || reach.personId === null ? FALSE : personalSql(meeting, reach.personId, values);
  return all([...limitsSql(reach.limits, meeting, values), any([isOwned, isOwn, seen])]);
}

const TRUE = 'TRUE';
const FALSE = 'FALSE';

function all(conditions: readonly string[]): string {
  const asked = conditions.filter((condition) => condition !== TRUE);
  if (asked.includes(FALSE)) return FALSE;
  return asked.length === 0 ? TRUE : asked.map((condition) => `(${condition})`).join(' AND ');
}

function any(conditions: readonly string[]): string {
  const asked = conditions.filter((condition) => condition !== FALSE);
  if (asked.includes(TRUE)) return TRUE;
  return asked.length === 0 ? FALSE : asked.map((condition) => `(${condition})`).join(' OR ');
}

function accountReachSql(
  reach: AccountReach,
  row: string,
  kind: string,
  values: unknown[],
  isManagedSql = managedSql,
): string {
  const isOfType = (types: AccountReach['ownTypes']) =>
    types.length === accountKinds.length ? `${kind} IS NOT NULL` : typesSql(kind, types);
  const mayBeOwned = typesOrNone(kind, reach.ownTypes);
  const isOwned = ownersSql(reach, values, (owners) => `${row}.owner_id = ANY(${owners})`);
  const isManaged =
    isOwned === TRUE || reach.managerId === null ? FALSE : isManagedSql(row, reach.managerId, values);
  return all([
    ...limitsSql(reach.limits, row, values),
    any([isOfType(reach.anyOwnerTypes), all([mayBeOwned, any([isOwned, isManaged])])]),
  ]);
}

function typesSql(kind: string, types: AccountReach['ownTypes']): string {
  return types.length === 0 ? FALSE : `${kind} IN (${types.map((type) => `'${type}'`).join(', ')})`;
}

/** Of one of these types, or no account at all. */
function typesOrNone(kind: string, types: AccountReach['ownTypes']): string {
  if (types.length === accountKinds.length) return TRUE;
  return any([`${kind} IS NULL`, typesSql(kind, types)]);
}

function hashedSql(contact: string, managerId: string, values: unknown[]): string {
  const manager = values.push(managerId);
  return `${contact}.id IN (SELECT contact_id FROM contact_managers WHERE user_id = $${manager}::uuid)`;
}

function managedSql(contact: string, managerId: string, values: unknown[]): string {
  const manager = values.push(managerId);
  return `${contact}.id = ANY(ARRAY(SELECT contact_id FROM contact_managers WHERE user_id = $${manager}::uuid))`;
}

function personalSql(meeting: string, personId: string, values: unknown[]): string {
  const person = `$${values.push(personId)}::uuid`;
  return `${meeting}.author_id = ${person} OR ${meeting}.user_id IS NULL AND ${meeting}.contact_id IS NULL AND EXISTS (
    SELECT FROM project_members pm WHERE pm.project_id = ${meeting}.project_id AND pm.user_id = ${person})`;
}

function ownersSql({ owners }: Reach, values: unknown[], of: (owners: string) => string): string {
  if (owners === 'any') return TRUE;
  return owners.length === 0 ? FALSE : of(`$${values.push(owners)}::uuid[]`);
}

/** Labels that a row must carry, condition by condition. */
export function limitsSql(limits: Labels, row: string, values: unknown[]): string[] {
  const equals = [
    ['channel_id', limits.channelId],
    ['branch_id', limits.branchId],
    ['department_id', limits.departmentId],
  ] as const;
  const conditions = equals.flatMap(([column, id]) =>
    id === null ? [] : `${row}.${column} = $${values.push(id)}::uuid`,
  );
  const { groupIds } = limits;
  return groupIds.length === 0
    ? conditions
    : [...conditions, `${row}.group_ids && $${values.push(groupIds)}::uuid[]`];
}
