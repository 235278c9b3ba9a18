import type { User } from '#domain/access/user.ts';
import type { Application } from '#server/compose.ts';
import type { Api } from '../api.ts';
import { signedIn } from '../plugins/access.ts';
import { nothing, refusals } from '../refusals.ts';
import { ownSettingsBody, sessionSchema, signedInUserSchema, signInBody } from '../schemas/session.ts';
import { SESSION_COOKIE, sessionCookie } from '../session-cookie.ts';

export interface SessionOptions {
  readonly isHttps: boolean;
  readonly registrar: { readonly host: string; readonly port: number };
}

export function addSessionRoutes(api: Api, app: Application, { isHttps, registrar }: SessionOptions): void {
  api.post(
    '/api/session',
    {
      config: { access: 'public' },
      schema: {
        tags: ['session'],
        summary: 'Sign in',
        security: [],
        body: signInBody,
        response: { 201: sessionSchema, ...refusals(400) },
      },
    },
    async (request, reply) => {
      const { user, session, token } = await app.access.signIn({
        ...request.body,
        address: request.ip,
        userAgent: request.headers['user-agent'] ?? '',
      });
      void reply.setCookie(SESSION_COOKIE, token, sessionCookie(isHttps, session.expiresAt));
      return reply.code(201).send({ user: shown(user), csrfToken: session.csrfToken, registrar });
    },
  );

  api.get(
    '/api/session',
    {
      config: { access: 'signed_in' },
      schema: {
        tags: ['session'],
        summary: 'Who is signed in',
        response: { 200: sessionSchema, ...refusals() },
      },
    },
    async (request) => {
      const { user, session } = signedIn(request);
      return { user: shown(user), csrfToken: session.csrfToken, registrar };
    },
  );

  api.delete(
    '/api/session',
    {
      config: { access: 'signed_in', endsPreview: true },
      schema: { tags: ['session'], summary: 'Sign out', response: { 204: nothing, ...refusals() } },
    },
    async (request, reply) => {
      const { session } = signedIn(request);
      await app.access.signOut({ sessionId: session.id });
      app.sessionEnder.endSession(session.id, 'signed_out');
      void reply.clearCookie(SESSION_COOKIE, { path: '/' });
      return reply.code(204).send();
    },
  );

  api.patch(
    '/api/me',
    {
      config: { access: { section: 'own_settings', action: 'change' } },
      schema: {
        tags: ['session'],
        summary: 'Change the own settings',
        body: ownSettingsBody,
        response: { 200: signedInUserSchema, ...refusals(400) },
      },
    },
    async (request) =>
      shown(await app.access.changeOwnSettings({ ...request.body, userId: signedIn(request).user.id })),
  );
}

function shown({ id, login, email, name, role, extension, locale, timeZone }: User) {
  return { id, login, email, name, role, extension, locale, timeZone };
}
