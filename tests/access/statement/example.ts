import {
  type Call,
  type Contact,
  type Labels,
  type Meeting,
  type Organization,
  sections,
  type User,
  type World,
} from './world.ts';

/* Worlds by hand: everything is as plain as can be but for what a test says. */

export const NO_LABELS: Labels = { channel: null, branch: null, department: null, groups: [] };

export const user = (id: string, given: Partial<User> = {}): User => ({
  id,
  role: 'manager',
  status: 'active',
  responsible: null,
  labels: NO_LABELS,
  dataAccess: 'team',
  accountRoles: ['customer_manager', 'partner_manager'],
  eyes: sections,
  pencils: sections,
  isChief: false,
  ...given,
});

export const director = (given: Partial<User> = {}): User =>
  user('director', { role: 'director', eyes: [], pencils: [], accountRoles: [], ...given });
export const head = (id: string, given: Partial<User> = {}): User =>
  user(id, { role: 'head', responsible: 'director', ...given });
export const manager = (id: string, responsible: string | null, given: Partial<User> = {}): User =>
  user(id, { responsible, ...given });

export const contactOf = (owner: string, given: Partial<Contact> = {}): Contact => ({
  id: `contact of ${owner}`,
  owner,
  managers: [],
  organization: null,
  labels: NO_LABELS,
  ...given,
});
export const organizationOf = (owner: string | null, given: Partial<Organization> = {}): Organization => ({
  id: 'company',
  kind: 'customer',
  owner,
  labels: NO_LABELS,
  ...given,
});
export const meetingOf = (given: Partial<Meeting> & Pick<Meeting, 'author'>): Meeting => ({
  id: 'meeting',
  user: null,
  contact: null,
  project: 'project',
  labels: NO_LABELS,
  ...given,
});
export const callOf = (given: Partial<Call>): Call => ({
  id: 'call',
  agent: null,
  rangAt: [],
  contact: null,
  isRinging: false,
  project: 'project',
  labels: NO_LABELS,
  ...given,
});

export const world = (given: Partial<World>): World => ({
  channels: [],
  branches: [],
  departments: [],
  groups: [],
  users: [],
  projects: [{ id: 'project', members: [] }],
  organizations: [],
  contacts: [],
  tickets: [],
  meetings: [],
  calls: [],
  notes: [],
  handOvers: [],
  chosenChannels: {},
  allowedRanges: [],
  ...given,
});

/** Two teams and somebody who answers to the Director alone. */
export const company = (changed: readonly User[] = []): readonly User[] => {
  const people = [
    director(),
    head('helga'),
    manager('anna', 'helga'),
    manager('bruno', 'helga'),
    head('henryk'),
    manager('cora', 'henryk'),
    manager('dario', 'director'),
    manager('edda', 'director'),
    manager('free', null),
  ];
  return people.map((person) => changed.find(({ id }) => id === person.id) ?? person);
};

export const labelled = (labels: Partial<Labels>): Labels => ({ ...NO_LABELS, ...labels });
