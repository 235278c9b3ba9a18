import { z } from 'zod';
import type { Application } from '#server/compose.ts';
import type { Api } from '../api.ts';
import { actor, signedIn, viewer } from '../plugins/access.ts';
import { nothing, refusals } from '../refusals.ts';
import { idParams, idSchema } from '../schemas/shapes.ts';
import { handoverBody, previewBody, userSessionsSchema } from '../schemas/users.ts';

const sessionParams = z.strictObject({ id: idSchema, sessionId: z.string().min(1).max(100) });

/** What only the Director does with others: sessions, looking as somebody, handing over. */
export function addDirectorRoutes(api: Api, app: Application): void {
  const read = { access: { section: 'security', action: 'read' } } as const;
  const change = { access: { section: 'security', action: 'change' } } as const;
  const tags = ['director'];

  api.get(
    '/api/users/:id/sessions',
    {
      config: read,
      schema: {
        tags,
        summary: 'Where a user is signed in',
        params: idParams,
        response: { 200: userSessionsSchema, ...refusals(400, 404) },
      },
    },
    async (request) => {
      const sessions = await app.users.listSessions({ viewer: viewer(request), userId: request.params.id });
      const items = sessions.map(({ createdAt, lastSeenAt, ...session }) => ({
        ...session,
        createdAt: createdAt.toISOString(),
        lastSeenAt: lastSeenAt.toISOString(),
      }));
      return { items };
    },
  );

  api.delete(
    '/api/users/:id/sessions',
    {
      config: change,
      schema: {
        tags,
        summary: 'Sign a user out everywhere',
        params: idParams,
        response: { 204: nothing, ...refusals(400, 404) },
      },
    },
    async (request, reply) => {
      const { id: userId } = request.params;
      const whose = { viewer: viewer(request), actor: actor(request), userId };
      await app.users.endSessions({ ...whose, sessionId: null });
      return reply.code(204).send();
    },
  );

  api.delete(
    '/api/users/:id/sessions/:sessionId',
    {
      config: change,
      schema: {
        tags,
        summary: 'End one session of a user',
        params: sessionParams,
        response: { 204: nothing, ...refusals(400, 404) },
      },
    },
    async (request, reply) => {
      const { id: userId, sessionId } = request.params;
      await app.users.endSessions({ viewer: viewer(request), actor: actor(request), userId, sessionId });
      return reply.code(204).send();
    },
  );

  api.post(
    '/api/preview',
    {
      config: change,
      schema: {
        tags,
        summary: 'Look as a user: the whole API reads as that user, and changes nothing',
        body: previewBody,
        response: { 204: nothing, ...refusals(400, 404) },
      },
    },
    async (request, reply) => {
      const sessionId = signedIn(request).session.id;
      await app.users.beginPreview({
        ...{ viewer: viewer(request), actor: actor(request), sessionId },
        ...request.body,
      });
      return reply.code(204).send();
    },
  );

  api.delete(
    '/api/preview',
    {
      config: { access: 'signed_in', endsPreview: true },
      schema: { tags, summary: 'Look as oneself again', response: { 204: nothing, ...refusals() } },
    },
    async (request, reply) => {
      const { session, user, previewedBy } = signedIn(request);
      const previewed = previewedBy ? { id: user.id, name: user.name } : null;
      await app.users.endPreview({ actor: actor(request), sessionId: session.id, previewed });
      return reply.code(204).send();
    },
  );

  api.post(
    '/api/director-handover',
    {
      config: change,
      schema: {
        tags,
        summary: 'Hand the Director’s role to an active user; one is a Head afterwards',
        body: handoverBody,
        response: { 204: nothing, ...refusals(400, 404) },
      },
    },
    async (request, reply) => {
      await app.users.handOverDirector({ viewer: viewer(request), actor: actor(request), ...request.body });
      return reply.code(204).send();
    },
  );
}
