import type { Application } from '#server/compose.ts';
import type { Api } from '../api.ts';
import { actor, signedIn } from '../plugins/access.ts';
import { nothing, refusals } from '../refusals.ts';
import { endedSessionsSchema, ownSessionsSchema, sessionParams } from '../schemas/identity.ts';

const tags = ['own account'];

export function addOwnSessionRoutes(api: Api, app: Application): void {
  api.get(
    '/api/me/sessions',
    {
      config: { access: { section: 'own_settings', action: 'read' } },
      schema: {
        tags,
        summary: 'Where one is signed in',
        response: { 200: ownSessionsSchema, ...refusals() },
      },
    },
    async (request) => {
      const { userId, id: sessionId } = signedIn(request).session;
      const sessions = await app.identity.listSessions({ userId, sessionId });
      const items = sessions.map(({ createdAt, lastSeenAt, ...session }) => ({
        ...session,
        createdAt: createdAt.toISOString(),
        lastSeenAt: lastSeenAt.toISOString(),
      }));
      return { items };
    },
  );

  api.delete(
    '/api/me/sessions/:id',
    {
      config: { access: { section: 'own_settings', action: 'change' } },
      schema: {
        tags,
        summary: 'End another of the own sessions',
        params: sessionParams,
        response: { 204: nothing, ...refusals(400, 404) },
      },
    },
    async (request, reply) => {
      const sessionId = signedIn(request).session.id;
      await app.identity.endSession({ actor: actor(request), sessionId, id: request.params.id });
      return reply.code(204).send();
    },
  );

  api.delete(
    '/api/me/sessions',
    {
      config: { access: { section: 'own_settings', action: 'change' } },
      schema: {
        tags,
        summary: 'Sign out everywhere else',
        response: { 200: endedSessionsSchema, ...refusals() },
      },
    },
    async (request) => {
      const sessionId = signedIn(request).session.id;
      return { count: await app.identity.endOtherSessions({ actor: actor(request), sessionId }) };
    },
  );
}
