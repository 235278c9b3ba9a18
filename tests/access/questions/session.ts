import { answered, at, type RouteRule } from './question.ts';

/** Signing in, and what is the signed-in user's alone: no record of anybody else's is in it. */
const why = 'who answers for it is tested where it is made';
const untold: RouteRule = { door: 'anybody', questions: () => [], why };
const own: RouteRule = { door: 'signed_in', questions: () => [], why };
const ownPage = (url: string): RouteRule => ({
  door: 'signed_in',
  questions: () => [{ url, expected: answered() }],
});

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
  'DELETE /api/session': {
    door: 'signed_in',
    questions: () => [{ url: '/api/session', expected: answered(undefined, [204]) }],
  },
  'POST /api/session': untold,
  'POST /api/session/second-factor': untold,
  'POST /api/session/passkey-options': untold,
  'POST /api/session/passkey': untold,
  'GET /api/oidc': untold,
  'GET /api/oidc/start': untold,
  'GET /api/oidc/callback': untold,
  'GET /api/activation': untold,
  'POST /api/activation': untold,
  'PUT /api/session/channel': {
    door: 'switch',
    questions: ({ world }, dice) => [
      {
        url: '/api/session/channel',
        body: { channelId: dice.among([...world.channels.map(at), null]) },
        expected: answered(undefined, [204]),
      },
    ],
  },
  'PATCH /api/me': {
    door: 'signed_in',
    questions: () => [{ url: '/api/me', body: { locale: 'pl' }, expected: answered() }],
  },
  'GET /api/me/sessions': ownPage('/api/me/sessions'),
  'DELETE /api/me/sessions': own,
  'DELETE /api/me/sessions/:id': own,
  'PUT /api/me/password': own,
  'GET /api/me/factors': ownPage('/api/me/factors'),
  'DELETE /api/me/identities': own,
  'POST /api/me/totp': own,
  'PUT /api/me/totp': own,
  'DELETE /api/me/totp': own,
  'POST /api/me/recovery-codes': own,
  'POST /api/me/passkeys/options': own,
  'POST /api/me/passkeys': own,
  'PATCH /api/me/passkeys/:id': own,
  'DELETE /api/me/passkeys/:id': own,
};
