import { mayChange, maySee } from './sections.ts';
import {
  type AccountRole,
  type DataAccess,
  type Labels,
  type Section,
  sections,
  type User,
} from './world.ts';

/** Each reaches what the one before it does, and more (A13). */
const WIDTHS: readonly DataAccess[] = ['own', 'team', 'everything'];

/** Has the one a right that the other has not? */
export function mayMoreThan(one: User, other: User): boolean {
  if (other.role === 'director') return false;
  if (goesPast(one.labels, other.labels)) return true;
  // a chief manager has everything within the own limits
  if (other.isChief) return false;
  return (
    one.isChief ||
    WIDTHS.indexOf(one.dataAccess) > WIDTHS.indexOf(other.dataAccess) ||
    one.accountRoles.some((role) => !covers(other.accountRoles, role)) ||
    sections.some(
      (section) =>
        (maySee(one, section) && !maySee(other, section)) ||
        (mayChange(one, section) && !mayChange(other, section)),
    )
  );
}

const STARTING_SECTIONS: readonly Section[] = [
  'visitors',
  'contacts',
  'deals',
  'tickets',
  'meetings',
  'messages',
  'calls',
];
const STARTING_ROLES: readonly AccountRole[] = ['customer_manager', 'partner_manager'];
const NO_LABELS: Labels = { channel: null, branch: null, department: null, groups: [] };

type Start = Pick<User, 'labels' | 'dataAccess' | 'accountRoles' | 'eyes' | 'pencils'>;

/** A5: what a Manager starts with whom this user creates; never with more than the Head has who does. */
export function startOfManagerOf(by: User): Start {
  const whole: Start = {
    labels: by.role === 'director' ? NO_LABELS : by.labels,
    dataAccess: 'team',
    accountRoles: STARTING_ROLES,
    eyes: STARTING_SECTIONS,
    pencils: STARTING_SECTIONS,
  };
  if (by.role === 'director' || by.isChief) return whole;
  return {
    ...whole,
    dataAccess: by.dataAccess === 'own' ? 'own' : 'team',
    accountRoles: STARTING_ROLES.filter((role) => covers(by.accountRoles, role)),
    eyes: STARTING_SECTIONS.filter((section) => maySee(by, section)),
    pencils: STARTING_SECTIONS.filter((section) => mayChange(by, section)),
  };
}

/** A20: an admin of a kind may all that its managers and readers may. */
function covers(roles: readonly AccountRole[], role: AccountRole): boolean {
  const [kind] = role.split('_') as ['customer' | 'partner'];
  return roles.includes(role) || roles.includes(`${kind}_admin`);
}

/** A14: is something found with the one's labels that the other's limits hide? */
function goesPast(one: Labels, other: Labels): boolean {
  const lacks = (limit: string | null, label: string | null) => limit !== null && label !== limit;
  if (lacks(other.channel, one.channel) || lacks(other.branch, one.branch)) return true;
  if (lacks(other.department, one.department)) return true;
  if (other.groups.length === 0) return false;
  return one.groups.length === 0 || one.groups.some((group) => !other.groups.includes(group));
}
