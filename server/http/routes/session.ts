import type { FastifyReply } from 'fastify';
import type { SignedIn } from '#domain/access/session.ts';
import type { User } from '#domain/access/user.ts';
import type { OpenedSession } from '#domain/identity/open-session.ts';
import type { Application } from '#server/compose.ts';
import type { Api } from '../api.ts';
import { actor, signedIn } from '../plugins/access.ts';
import { nothing, refusals } from '../refusals.ts';
import { ownSettingsBody, sessionSchema, signedInUserSchema, signInBody } from '../schemas/session.ts';
import { secondStepSchema } from '../schemas/identity.ts';
import { channelChoiceBody } from '../schemas/users.ts';
import { SESSION_COOKIE, sessionCookie } from '../session-cookie.ts';
import { addOpenIdRoutes } from './open-id.ts';
import { addSignInStepRoutes, visitOf } from './sign-in-steps.ts';

export interface SessionOptions {
  readonly isHttps: boolean;
  readonly registrar: { readonly host: string; readonly port: number };
}

export function addSessionRoutes(api: Api, app: Application, { isHttps, registrar }: SessionOptions): void {
  /** What the page needs of the session: who, with which rights, and through whose eyes. */
  const answer = async ({ user, session, viewer, previewedBy }: SignedIn) => ({
    user: shown(user),
    csrfToken: session.csrfToken,
    registrar,
    previewedBy,
    ...(await app.users.showChannelChoice({ channelId: viewer.chosenChannelId })),
  });
  const began = (reply: FastifyReply, opened: OpenedSession) => {
    void reply.setCookie(SESSION_COOKIE, opened.token, sessionCookie(isHttps, opened.session.expiresAt));
    return answer(opened);
  };

  api.post(
    '/api/session',
    {
      config: { access: 'public' },
      schema: {
        tags: ['session'],
        summary: 'Sign in',
        security: [],
        body: signInBody,
        response: { 201: sessionSchema, 202: secondStepSchema, ...refusals(400) },
      },
    },
    async (request, reply) => {
      const step = await app.identity.signIn({ ...request.body, ...visitOf(request) });
      if ('secondStep' in step) return reply.code(202).send(step.secondStep);
      return reply.code(201).send(await began(reply, step.opened));
    },
  );
  addSignInStepRoutes(api, app, began);
  addOpenIdRoutes(api, app, { isHttps, began });

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
    (request) => answer(signedIn(request)),
  );

  api.put(
    '/api/session/channel',
    {
      config: { access: 'signed_in' },
      schema: {
        tags: ['session'],
        summary: 'Look at one sales channel, or at all',
        body: channelChoiceBody,
        response: { 204: nothing, ...refusals(400) },
      },
    },
    async (request, reply) => {
      const { session, viewer } = signedIn(request);
      await app.users.chooseChannel({ viewer, sessionId: session.id, ...request.body });
      return reply.code(204).send();
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
      await app.access.signOut({ actor: actor(request), sessionId: session.id });
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
    async (request) => shown(await app.access.changeOwnSettings({ ...request.body, actor: actor(request) })),
  );
}

function shown(user: User) {
  const { id, login, email, name, role, extension, locale, timeZone } = user;
  const { isChiefManager, readableSections, changeableSections } = user;
  return {
    ...{ id, login, email, name, role, extension, locale, timeZone },
    ...{ isChiefManager, readableSections, changeableSections },
  };
}
