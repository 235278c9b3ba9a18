import { answered, at, noSuch, type Question, type Request, type RouteRule } from './question.ts';
import type { Viewer } from '../statement/world.ts';
import { isDirector, ofUsers } from './people.ts';

/* How the company is divided, the doors of the installation and its log: nothing of it is anybody's record. */

const read = { section: 'settings', action: 'read' } as const;
const change = { section: 'settings', action: 'change' } as const;
const structures = { channels: 'x', branches: 'b', departments: 'd', groups: 'g' } as const;

const asked =
  (requests: readonly Request[], statuses: readonly number[]): RouteRule['questions'] =>
  () =>
    requests.map((request): Question => ({ ...request, expected: answered(undefined, statuses) }));

function structureRules(): Record<string, RouteRule> {
  const rules: Record<string, RouteRule> = {};
  for (const [plural, letter] of Object.entries(structures)) {
    const url = `/api/${plural}`;
    const body = letter === 'x' ? { name: 'New one', kind: 'direct' } : { name: 'New one' };
    const one = `${url}/${at(`${letter}1`)}`;
    rules[`GET ${url}`] = { door: read, questions: asked([{ url }], [200]) };
    rules[`POST ${url}`] = { door: change, questions: asked([{ url, body }], [201]) };
    rules[`PATCH ${url}/:id`] = {
      door: change,
      questions: asked([{ url: one, body: { name: 'Renamed' } }], [200]),
    };
    rules[`DELETE ${url}/:id`] = { door: change, questions: asked([{ url: one }], [200, 204, 409]) };
  }
  return rules;
}

const directors = (
  viewer: Viewer,
  rest: string,
  request: Omit<Request, 'url'>,
  statuses: readonly number[],
) => ofUsers(viewer, rest, request, isDirector, statuses);

export const settingsRules: Readonly<Record<string, RouteRule>> = {
  ...structureRules(),
  'GET /api/installation': { door: read, questions: asked([{ url: '/api/installation' }], [200]) },
  'PUT /api/installation': {
    door: 'director',
    questions: asked([{ url: '/api/installation', body: { areChannelsOn: true } }], [200, 204]),
  },
  'GET /api/address-ranges': { door: 'director', questions: asked([{ url: '/api/address-ranges' }], [200]) },
  'POST /api/address-ranges': {
    door: 'director',
    questions: asked([{ url: '/api/address-ranges', body: { range: '192.0.2.0/24', note: '' } }], [201]),
  },
  'DELETE /api/address-ranges/:id': {
    door: 'director',
    questions: asked([{ url: `/api/address-ranges/${noSuch('h')}` }], [404]),
  },
  'GET /api/audit': {
    door: 'director',
    mayName: 'anything',
    questions: asked([{ url: '/api/audit' }], [200]),
  },
  'GET /api/caught-mails': { door: 'director', questions: asked([{ url: '/api/caught-mails' }], [200, 404]) },
  'GET /api/caught-mails/:id': {
    door: 'director',
    questions: asked([{ url: `/api/caught-mails/${noSuch('l')}` }], [404]),
  },
  'GET /api/users/:id/restore-visibility': {
    door: 'director',
    questions: (viewer) => directors(viewer, '/restore-visibility', {}, [200]),
  },
  'POST /api/users/:id/restore-visibility': {
    door: 'director',
    questions: (viewer) =>
      directors(viewer, '/restore-visibility', { body: { expectedCount: 0 } }, [200, 204, 409]),
  },
  'GET /api/users/:id/sessions': {
    door: 'director',
    // one's own are looked at elsewhere
    questions: (viewer) => directors(viewer, '/sessions', {}, [200, 403]),
  },
  'DELETE /api/users/:id/sessions': {
    door: 'director',
    // one's own are ended elsewhere
    questions: (viewer) => directors(viewer, '/sessions', {}, [204, 403]),
  },
  'DELETE /api/users/:id/sessions/:sessionId': {
    door: 'director',
    // one's own are ended elsewhere
    questions: (viewer) => directors(viewer, '/sessions/none', {}, [400, 403, 404]),
  },
  'DELETE /api/users/:id/factors': {
    door: 'director',
    // one's own are taken away elsewhere
    questions: (viewer) => directors(viewer, '/factors', {}, [200, 204, 400, 403, 409]),
  },
  'POST /api/preview': {
    door: 'director',
    questions: ({ world }) =>
      world.users.map(({ id }) => ({
        url: '/api/preview',
        body: { userId: at(id) },
        expected: answered(undefined, [204, 400, 403, 409]),
      })),
  },
  'DELETE /api/preview': {
    door: 'signed_in',
    questions: asked([{ url: '/api/preview' }], [204]),
  },
  'POST /api/director-handover': {
    door: 'director',
    // the password is wrong
    questions: asked(
      [{ url: '/api/director-handover', body: { userId: at('u2'), password: 'wrong' } }],
      [400, 403],
    ),
  },
};
