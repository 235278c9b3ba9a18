import { hasMark } from '../access/may-enter.ts';
import { type Section, sections } from '../access/section.ts';
import type { AccountKind, Colleague, Viewer } from '../access/viewer.ts';
import type { UserRecord } from './user-record.ts';

export interface NamedColleague extends Colleague {
  readonly name: string;
}

/** Of accounts of a kind: none, those in reach, or every one (within the limits). */
export type AccountExtent = 'none' | 'reach' | 'all';

interface AccountsSeen {
  readonly read: AccountExtent;
  readonly change: AccountExtent;
}

/** What the card's sentence 'sees …' is made of. */
export interface SeesSummary {
  readonly kind: 'all' | 'own' | 'team' | 'everything';
  readonly colleagues: { readonly count: number; readonly names: readonly string[] };
  readonly limits: {
    readonly channel: string | null;
    readonly branch: string | null;
    readonly department: string | null;
    readonly groups: readonly string[];
  };
  readonly accounts: Readonly<Record<AccountKind, AccountsSeen>>;
  readonly sections: { readonly readable: readonly Section[]; readonly changeable: readonly Section[] };
}

const MOST_NAMES = 5;

/** @param colleagues those whose records the viewer reaches besides the own; null: anybody's */
export function seesSummary(
  user: UserRecord,
  viewer: Viewer,
  colleagues: readonly NamedColleague[] | null,
): SeesSummary {
  const isUnbound = viewer.role === 'director' || viewer.isChiefManager;
  const names = (colleagues ?? []).map(({ name }) => name).sort((one, other) => one.localeCompare(other));
  // of a Director, the channel alone limits (A10)
  const limits =
    viewer.role === 'director' ? { ...noLimits, channel: user.channel?.name ?? null } : limitsOf(user);
  return {
    kind: isUnbound ? 'all' : viewer.dataAccess,
    colleagues: { count: names.length, names: names.slice(0, MOST_NAMES) },
    limits,
    accounts: { customer: accountsSeen(viewer, 'customer'), partner: accountsSeen(viewer, 'partner') },
    sections: {
      readable: sections.filter((section) => hasMark(viewer, section, 'read')),
      changeable: sections.filter((section) => hasMark(viewer, section, 'change')),
    },
  };
}

const noLimits = { channel: null, branch: null, department: null, groups: [] };

function limitsOf({ channel, branch, department, groups }: UserRecord): SeesSummary['limits'] {
  return {
    channel: channel?.name ?? null,
    branch: branch?.name ?? null,
    department: department?.name ?? null,
    groups: groups.map(({ name }) => name),
  };
}

/** A20 and, without the eye or the pencil on contacts, A30. */
function accountsSeen(viewer: Viewer, kind: AccountKind): AccountsSeen {
  const has = (role: 'manager' | 'reader' | 'admin') => viewer.accountRoles.includes(`${kind}_${role}`);
  const isUnbound = viewer.role === 'director' || viewer.isChiefManager;
  const change = isUnbound || has('admin') ? 'all' : has('manager') ? 'reach' : 'none';
  const read = change === 'all' || has('reader') ? 'all' : change;
  return {
    read: hasMark(viewer, 'contacts', 'read') ? read : 'none',
    change: hasMark(viewer, 'contacts', 'change') ? change : 'none',
  };
}
