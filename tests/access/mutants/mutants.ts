import type { Patch } from './patch-source.ts';

export interface Mutant extends Patch {
  /** What whoever made this mistake would have let happen. */
  readonly why: string;
}

const POLICY = 'server/domain/access/policy.ts';
const OWNERS = 'server/domain/access/owners.ts';
const REACH = 'server/domain/access/reach.ts';
const LIMITS = 'server/domain/access/limits.ts';
const MARKS = 'server/domain/access/may-enter.ts';
const SQL = 'server/data/reach-sql.ts';

/** Each undoes one rule, in the tables of the policy, in memory or in SQL: both ways must hold. */
export const mutants: readonly Mutant[] = [
  {
    why: 'A10: a Director with a channel sees the others too',
    file: POLICY,
    find: `limitedBy: ['channelId'],`,
    replace: `limitedBy: [],`,
  },
  {
    why: 'A10: the channel chosen in the main panel is forgotten',
    file: LIMITS,
    find: `channelId: own ?? chosenChannelId,`,
    replace: `channelId: own,`,
  },
  {
    why: 'A10: anybody’s session may have a channel chosen',
    file: 'server/domain/access/user.ts',
    find: `chosenChannelId: role === 'director' || isChiefManager ? chosenChannelId : null,`,
    replace: `chosenChannelId,`,
  },
  {
    why: 'A11: a Head sees the Managers of the Director',
    file: POLICY,
    find: `{ head: 'own_managers', manager: 'peers' }`,
    replace: `{ head: 'peers', manager: 'peers' }`,
  },
  {
    why: 'A12: Managers who answer to the Director see each other',
    file: OWNERS,
    find: `userId === responsibleId && role === 'head'`,
    replace: `userId === responsibleId`,
  },
  {
    why: 'A13: `own` is read as `team`',
    file: POLICY,
    find: `own: 'self',`,
    replace: `own: 'self_and_team',`,
  },
  {
    why: 'A14: in a list, all of the user’s groups are asked for instead of one',
    file: SQL,
    find: '.group_ids && $',
    replace: '.group_ids @> $',
  },
  {
    why: 'A14: in memory, a record without a department passes the limit of one',
    file: LIMITS,
    find: `(limits.departmentId === null || limits.departmentId === labels.departmentId)`,
    replace: `(limits.departmentId === null || labels.departmentId === null || limits.departmentId === labels.departmentId)`,
  },
  {
    why: 'A14, A40: a timeline shows what is beyond the limits',
    file: 'server/data/pg-timeline-pages.ts',
    find: '(${id} IS NULL OR EXISTS (',
    replace: '(${id} IS NULL OR TRUE OR EXISTS (',
  },
  {
    why: 'A18: an added manager does not see the contact',
    file: REACH,
    find: `managerId: viewer.userId,`,
    replace: `managerId: null,`,
  },
  {
    why: 'A18: an added manager is not bound by account roles',
    file: SQL,
    find: `all([mayBeOwned, any([isOwned, isManaged])])`,
    replace: `isManaged, all([mayBeOwned, isOwned])`,
  },
  {
    why: 'A20: a reader changes the own accounts',
    file: POLICY,
    find: `reader: { read: 'any_owner', change: 'nowhere' },`,
    replace: `reader: { read: 'any_owner', change: 'own_reach' },`,
  },
  {
    why: 'A20: an admin changes no more than a manager of accounts',
    file: POLICY,
    find: `admin: { read: 'any_owner', change: 'any_owner' },`,
    replace: `admin: { read: 'any_owner', change: 'own_reach' },`,
  },
  {
    why: 'A20: readers and admins go past the limits',
    file: REACH,
    find: `  if (!isWithin(reach.limits, labels)) return false;
  if (accountKind !== null && reach.anyOwnerTypes.includes(accountKind)) return true;`,
    replace: `  if (accountKind !== null && reach.anyOwnerTypes.includes(accountKind)) return true;
  if (!isWithin(reach.limits, labels)) return false;`,
  },
  {
    why: 'A30: the eye is enough to change',
    file: MARKS,
    find: `return action === 'read' && viewer.readableSections.includes(section);`,
    replace: `return viewer.readableSections.includes(section);`,
  },
  {
    why: 'A31: a chief manager is not limited by the own labels',
    file: POLICY,
    find: `    owners: 'everybody',
    limitedBy: everyLabel,`,
    replace: `    owners: 'everybody',
    limitedBy: [],`,
  },
  {
    why: 'A6: a Head opens the cards of all Managers',
    file: 'server/domain/users/card-reach.ts',
    find: `viewer.role === 'head' ? 'own_managers' : 'none'`,
    replace: `viewer.role === 'head' ? 'managers' : 'none'`,
  },
  {
    why: 'A2: a restricted user works from anywhere',
    file: 'server/domain/access/user.ts',
    find: `(status === 'ip_restricted' && matchRanges(allowedRanges ?? [])(address))`,
    replace: `status === 'ip_restricted'`,
  },
  {
    why: 'whoever sees a call or meeting by its contact changes it',
    file: REACH,
    find: `return action === 'read' ? contactReach(viewer, people, 'read') : nothing;`,
    replace: `return contactReach(viewer, people, 'read');`,
  },
  {
    why: 'a call is no longer of those at whose phones it rang',
    file: SQL,
    find: '.agent_id = ANY(${owners}) OR ${rang}`',
    replace: '.agent_id = ANY(${owners}) OR (${rang} AND FALSE)`',
  },
  {
    why: 'a meeting is not its author’s',
    file: SQL,
    find: '`${meeting}.author_id = ${person} OR ${meeting}.user_id IS NULL',
    replace: '`${meeting}.user_id IS NULL',
  },
  {
    why: 'A41: the card of a caller out of reach is shown to whoever’s phone rings',
    file: 'server/domain/calls/cut-card.ts',
    find: `if (!isInReach(reach, reachableOf(facts))) {`,
    replace: `if (false as boolean) {`,
  },
  {
    why: 'A5: a Head makes a Manager who may more than the Head',
    file: 'server/domain/users/starting-rights.ts',
    find: `const isBound = viewer.role !== 'director' && !viewer.isChiefManager;`,
    replace: `const isBound = false as boolean;`,
  },
  {
    why: 'a Head takes the telephone of a Manager who may more than the Head',
    file: 'server/domain/users/user-parts.ts',
    find: `return outranks(user, viewer) ? ['profile'] : ['profile', 'phone_password'];`,
    replace: `return ['profile', 'phone_password'];`,
  },
  {
    why: 'A30: a caller is added to the contacts without the pencil on them',
    file: 'server/domain/calls/add-caller.ts',
    find: `if (!hasMark(viewer, 'contacts', 'change'))`,
    replace: `if (!hasMark(viewer, 'calls', 'change'))`,
  },
];
