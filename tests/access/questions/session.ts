import { answered, type RouteRule } from './question.ts';

const own = 'about nothing but the own account; who answers for it is tested elsewhere';

export const sessionRules: Readonly<Record<string, RouteRule>> = {
  'GET /api/session': {
    door: 'signed_in',
    questions: (viewer) => [
      {
        url: '/api/session',
        expected: answered((body) =>
          body.user.id === viewer.user.id ? null : `says ${body.user.id} is signed in`,
        ),
      },
    ],
  },
  'PATCH /api/me': {
    door: 'signed_in',
    questions: () => [{ url: '/api/me', body: { locale: 'pl' }, expected: answered() }],
  },
  'DELETE /api/session': {
    door: 'signed_in',
    questions: () => [{ url: '/api/session', expected: answered(undefined, [204]) }],
  },
  'POST /api/session': { door: 'anybody', questions: () => [], why: own },
};
