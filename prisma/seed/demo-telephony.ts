import { idOf } from './deterministic.ts';
import { userId } from './demo-users.ts';
import type { Row } from './insert-rows.ts';

const SERVICE = idOf('project', 'service');
const REMINDERS = idOf('project', 'reminders');

export const DEMO_TRUNK = idOf('trunk', 'test line');

/** The first is this machine itself: `npm run call` comes in over it. The second shows what a real one looks like. */
export const TRUNKS: readonly Row[] = [
  {
    id: DEMO_TRUNK,
    name: 'Test line (this machine)',
    host: '127.0.0.1',
    port: 5070,
    transport: 'udp',
    allowed_sources: ['127.0.0.1/32', '::1/128'],
    is_trusted: false,
    country: 'PL',
    dial_format: 'e164',
    dial_prefix: '',
    caller_id: '+48225550800',
    channel_limit: 30,
    position: 0,
    is_enabled: true,
  },
  {
    id: idOf('trunk', 'carrier'),
    name: 'Carrier (example)',
    host: 'sip.carrier.example',
    port: 5060,
    transport: 'udp',
    allowed_sources: ['192.0.2.0/24'],
    is_trusted: true,
    country: 'PL',
    dial_format: 'national',
    dial_prefix: '',
    caller_id: '+48225550800',
    channel_limit: 30,
    position: 1,
    is_enabled: false,
  },
];

export const PROJECTS: readonly Row[] = [
  {
    id: SERVICE,
    name: 'Customer service',
    business_hours: [],
    caller_id: '+48225550800',
    meeting_modes: ['manual', 'automatic'],
  },
  {
    id: REMINDERS,
    name: 'Promised calls',
    business_hours: [{ days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' }],
    caller_id: '+48225550801',
    meeting_modes: ['automatic'],
  },
];

export const PROJECT_NUMBERS: readonly Row[] = [
  { dialled: '800', project_id: SERVICE },
  { dialled: '+48225550800', project_id: SERVICE },
  { dialled: '801', project_id: REMINDERS },
  { dialled: '+48225550801', project_id: REMINDERS },
];

const member = (project: string, login: string, level: number): Row => ({
  project_id: project,
  user_id: userId(login),
  level,
});
export const PROJECT_MEMBERS: readonly Row[] = [
  member(SERVICE, 'anna', 1),
  member(SERVICE, 'boris', 1),
  member(SERVICE, 'celina', 1),
  member(SERVICE, 'henryk', 2),
  member(REMINDERS, 'anna', 1),
  member(REMINDERS, 'dennis', 1),
  member(REMINDERS, 'elena', 1),
  member(REMINDERS, 'irina', 2),
];

const outcomes = (project: string, ...names: string[]): Row[] =>
  names.map((name, position) => ({
    id: idOf('outcome', project, name),
    project_id: project,
    name,
    position,
  }));
export const OUTCOMES: readonly Row[] = [
  ...outcomes(SERVICE, 'Solved', 'Ticket opened', 'Call back', 'Complaint', 'Wrong number'),
  ...outcomes(REMINDERS, 'Agreed', 'Call back', 'Not interested', 'Nobody there'),
];
