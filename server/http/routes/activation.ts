import type { Application } from '#server/compose.ts';
import type { Api } from '../api.ts';
import { nothing, refusals } from '../refusals.ts';
import { activationBody, activationQuery, activationSchema } from '../schemas/users.ts';

/** For whoever follows the link of an invitation, and is nobody yet. */
export function addActivationRoutes(api: Api, app: Application): void {
  const config = { access: 'public', rateLimit: { max: 30, timeWindow: '15 minutes' } } as const;
  const tags = ['activation'];

  api.get(
    '/api/activation',
    {
      config,
      schema: {
        tags,
        summary: 'Whom a link invites',
        security: [],
        querystring: activationQuery,
        response: { 200: activationSchema, ...refusals(400, 404) },
      },
    },
    (request) => app.users.showInvitation(request.query),
  );

  api.post(
    '/api/activation',
    {
      config,
      schema: {
        tags,
        summary: 'Follow the link: the user may sign in',
        security: [],
        body: activationBody,
        response: { 204: nothing, ...refusals(400, 404) },
      },
    },
    async (request, reply) => {
      await app.users.activate({ ...request.body, address: request.ip });
      return reply.code(204).send();
    },
  );
}
