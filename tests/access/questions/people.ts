import { createsUsers, editsProfile, renewsPhonePassword, seesProfile } from '../statement/people.ts';
import { startOfManagerOf } from '../statement/rights.ts';
import { sections, type User, type Viewer } from '../statement/world.ts';
import { wordOf } from '../product/names.ts';
import {
  all,
  answered,
  at,
  type Body,
  changeOf,
  type Dice,
  exactly,
  type Expected,
  forbidden,
  missing,
  noSuch,
  type Question,
  type Request,
  type RouteRule,
  same,
} from './question.ts';

export const peopleRules: Readonly<Record<string, RouteRule>> = {
  'GET /api/users': { door: 'signed_in', questions: listQuestions },
  'POST /api/users': { door: 'superior', questions: creations },
  'GET /api/users/:id': {
    door: 'signed_in',
    questions: (viewer) =>
      viewer.world.users.map((user) => ({
        url: `/api/users/${at(user.id)}`,
        expected: seesProfile(viewer, user)
          ? answered(lookAtCard(viewer, user))
          : missing({ url: `/api/users/${noSuch('u')}` }),
      })),
  },
  'PATCH /api/users/:id': {
    door: 'superior',
    questions: (viewer) =>
      ofUsers(viewer, '', { body: { name: 'Changed' }, headers: { 'if-match': '"1"' } }, editsProfile),
  },
  'PUT /api/users/:id/status': {
    door: 'superior',
    questions: (viewer) =>
      // the Director always works, and some statuses do not follow each other
      ofUsers(viewer, '/status', { body: { status: 'inactive' } }, editsProfile, [200, 204, 400, 403, 409]),
  },
  'PUT /api/users/:id/access': {
    door: 'superior',
    questions: (viewer) =>
      ofUsers(
        viewer,
        '/access',
        { body: accessBody, headers: { 'if-match': '"1"' } },
        isDirector,
        [200, 400, 403, 409],
      ),
  },
  'GET /api/users/:id/deletion': {
    door: 'superior',
    questions: (viewer) => deletions(viewer, '/deletion'),
  },
  'DELETE /api/users/:id': {
    door: 'superior',
    questions: (viewer) => deletions(viewer, ''),
  },
  'POST /api/users/:id/invitation': {
    door: 'superior',
    questions: (viewer) => ofUsers(viewer, '/invitation', {}, editsProfile, [200, 204, 400, 403, 409]),
  },
  'POST /api/users/:id/phone-password': {
    door: 'superior',
    questions: (viewer) => ofUsers(viewer, '/phone-password', {}, renewsPhonePassword),
  },
};

const accessBody = {
  dataAccess: 'own',
  channelId: null,
  branchId: null,
  departmentId: null,
  groupIds: [],
  accountRoles: [],
  readableSections: [...sections],
  changeableSections: [],
  isChiefManager: false,
};

export const isDirector = ({ user }: Viewer): boolean => user.role === 'director';

/** A question about each user; whoever sees the card but may not hears 403. */
export function ofUsers(
  viewer: Viewer,
  rest: string,
  request: Omit<Request, 'url'>,
  may: (viewer: Viewer, user: User) => boolean,
  statuses: readonly number[] = [200],
): Question[] {
  const twin = { ...request, url: `/api/users/${noSuch('u')}${rest}` };
  return viewer.world.users.map((user) => ({
    ...request,
    url: `/api/users/${at(user.id)}${rest}`,
    expected: changeOf(seesProfile(viewer, user), may(viewer, user), twin, answered(undefined, statuses)),
  }));
}

/** A7: all goes to the responsible. Somebody who answers to nobody, whom the product itself never makes, has no heir. */
function deletions(viewer: Viewer, rest: string): Question[] {
  const heirless = viewer.world.users.filter(
    ({ responsible, role }) => responsible === null && role !== 'director',
  );
  return ofUsers(viewer, rest, {}, isDirector, [200, 204, 400, 403, 409]).filter(({ url }) =>
    heirless.every(({ id }) => !url.includes(at(id))),
  );
}

function listQuestions(viewer: Viewer, dice: Dice): Question[] {
  const seen = viewer.world.users.filter((user) => seesProfile(viewer, user));
  const one = dice.among(viewer.world.users);
  const role = dice.among(['director', 'head', 'manager'] as const);
  const listing = (query: string, by: (user: User) => boolean, isPaged = false): Question => ({
    url: `/api/users?${query}`,
    isPaged,
    expected: answered((body) => exactly(seen.filter(by).map(({ id }) => id))(body.items)),
  });
  return [
    listing('', () => true),
    listing('limit=1', () => true, true),
    listing(`search=${wordOf(one.id)}`, ({ id }) => id === one.id),
    listing(`status=${one.status}`, ({ status }) => status === one.status),
    listing(`role=${role}`, (user) => user.role === role),
  ];
}

/** A Head's are Managers who answer to that Head; a chief manager makes Managers alone. */
function creations(viewer: Viewer): Question[] {
  const by = viewer.user;
  const person = (role: string, responsible: string): Question => ({
    url: '/api/users',
    body: {
      login: 'newcomer',
      name: 'New Comer',
      email: 'newcomer@world.example',
      phone: '+48601888888',
      extension: null,
      password: 'a long enough password 1',
      role,
      responsibleId: at(responsible),
    },
    expected: allowed(role, responsible),
  });
  const allowed = (role: string, responsible: string): Expected => {
    if (!createsUsers(viewer)) return forbidden;
    const isAllowed = isDirector(viewer) || (role === 'manager' && (by.isChief || responsible === by.id));
    if (isAllowed && role === 'head') return answered(undefined, [201]);
    return isAllowed ? answered(lookAtNewcomer(by, responsible), [201]) : refusedSomehow;
  };
  const head = viewer.world.users.find(({ role }) => role === 'head');
  return [
    person('manager', by.role === 'manager' ? (head?.id ?? 'u1') : by.id),
    person('head', 'u1'),
    ...(head ? [person('manager', head.id)] : []),
  ];
}

const lookAtCard = (viewer: Viewer, user: User) => (body: Body) =>
  all(
    same('the user', body.id, user.id),
    same(
      'that the phone password may be renewed',
      body.mayEdit?.includes('phone_password'),
      renewsPhonePassword(viewer, user),
    ),
  );

/** A Manager starts with the labels of whoever made it, and may no more. */
const lookAtNewcomer = (by: User, responsible: string) => (body: Body) => {
  const { labels, dataAccess, accountRoles, eyes, pencils } = startOfManagerOf(by);
  const word = (said: string) => said;
  return all(
    same('the responsible', body.responsible?.id, responsible),
    same('the channel', body.channel?.id ?? null, labels.channel),
    same('the branch', body.branch?.id ?? null, labels.branch),
    same('the department', body.department?.id ?? null, labels.department),
    exactly(labels.groups)(body.groups),
    same('the data access', body.dataAccess, dataAccess),
    exactly(accountRoles, word)(body.accountRoles),
    exactly(eyes, word)(body.readableSections),
    exactly(pencils, word)(body.changeableSections),
    same('the chief manager mark', body.isChiefManager, false),
  );
};

const refusedSomehow = answered(undefined, [400, 403, 404]);
