/**
 * A company as the rules of access see it, in words of its own: every id is a short name ('u2', 'c7'), so that a
 * counterexample reads like a story. Nothing here is shared with the product.
 */
export const sections = [
  'visitors',
  'contacts',
  'deals',
  'tickets',
  'meetings',
  'campaigns',
  'messages',
  'calls',
  'analytics',
  'balance',
  'settings',
  'domains',
  'tariffs',
] as const;
export type Section = (typeof sections)[number];

export type Role = 'director' | 'head' | 'manager';
export type Status = 'active' | 'inactive' | 'ip_restricted' | 'dismissed' | 'pending_activation';
export type DataAccess = 'own' | 'team' | 'everything';
export type Kind = 'customer' | 'partner';
export type AccountRole = `${Kind}_${'manager' | 'reader' | 'admin'}`;

/** What users and records carry (structure, and groups). */
export interface Labels {
  readonly channel: string | null;
  readonly branch: string | null;
  readonly department: string | null;
  readonly groups: readonly string[];
}

export interface User {
  readonly id: string;
  readonly role: Role;
  readonly status: Status;
  readonly responsible: string | null;
  readonly labels: Labels;
  readonly dataAccess: DataAccess;
  readonly accountRoles: readonly AccountRole[];
  /** May look. */
  readonly eyes: readonly Section[];
  /** May change. */
  readonly pencils: readonly Section[];
  readonly isChief: boolean;
}

export interface Organization {
  readonly id: string;
  readonly kind: Kind;
  readonly owner: string | null;
  readonly labels: Labels;
}

export interface Contact {
  readonly id: string;
  readonly owner: string;
  readonly managers: readonly string[];
  readonly organization: string | null;
  readonly labels: Labels;
}

export interface Ticket {
  readonly id: string;
  readonly owner: string;
  readonly contact: string | null;
  readonly labels: Labels;
}

export interface Meeting {
  readonly id: string;
  /** Null: any free member of the project. */
  readonly user: string | null;
  readonly author: string;
  readonly contact: string | null;
  readonly project: string;
  readonly labels: Labels;
}

export interface Call {
  readonly id: string;
  /** Who answered, or for whom it was placed. */
  readonly agent: string | null;
  /** At whose phones it rang. */
  readonly rangAt: readonly string[];
  readonly contact: string | null;
  /** Still ringing at the last of them. */
  readonly isRinging: boolean;
  readonly project: string;
  readonly labels: Labels;
}

export interface Note {
  readonly id: string;
  readonly contact: string;
  readonly author: string;
}

/** An agent asks for the caller out of reach (A41), and nobody has decided. */
export interface HandOver {
  readonly id: string;
  readonly call: string;
  readonly contact: string;
  readonly agent: string;
}

export interface Project {
  readonly id: string;
  readonly members: readonly string[];
}

export interface World {
  readonly channels: readonly string[];
  readonly branches: readonly string[];
  readonly departments: readonly string[];
  readonly groups: readonly string[];
  readonly users: readonly User[];
  readonly projects: readonly Project[];
  readonly organizations: readonly Organization[];
  readonly contacts: readonly Contact[];
  readonly tickets: readonly Ticket[];
  readonly meetings: readonly Meeting[];
  readonly calls: readonly Call[];
  readonly notes: readonly Note[];
  readonly handOvers: readonly HandOver[];
  /** What users have chosen in the main panel's channel switch. */
  readonly chosenChannels: Readonly<Record<string, string>>;
  /** Where `ip_restricted` users may come from: CIDR. */
  readonly allowedRanges: readonly string[];
}

/** A user at work, in a session. */
export interface Viewer {
  readonly user: User;
  readonly world: World;
}

export function find<T extends { readonly id: string }>(things: readonly T[], id: string): T {
  const found = things.find((thing) => thing.id === id);
  if (!found) throw new Error(`there is no ${id} in this world`);
  return found;
}

export const viewerOf = (world: World, user: string): Viewer => ({ world, user: find(world.users, user) });
