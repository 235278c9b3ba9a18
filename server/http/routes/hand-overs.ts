import type { Application } from '#server/compose.ts';
import type { Api } from '../api.ts';
import { actor, viewer } from '../plugins/access.ts';
import { nothing, refusals } from '../refusals.ts';
import { handOverDecisionBody, handOverListSchema, handOverStateSchema } from '../schemas/hand-overs.ts';
import { idParams, noBody } from '../schemas/shapes.ts';

/** A caller out of the agent's reach: the agent asks, a supervisor gives (A41). */
export function addHandOverRoutes(api: Api, app: Application): void {
  const tags = ['hand-overs'];

  api.post(
    '/api/calls/:id/hand-over-request',
    {
      config: { access: { section: 'calls', action: 'change' } },
      schema: {
        tags,
        summary: 'Ask a supervisor to see who called; asked again, it is the same request',
        params: idParams,
        body: noBody,
        response: { 200: handOverStateSchema, ...refusals(400, 404) },
      },
    },
    (request) => app.handOvers.ask({ viewer: viewer(request), callId: request.params.id }),
  );

  api.get(
    '/api/calls/:id/hand-over-request',
    {
      config: { access: { section: 'calls', action: 'read' } },
      schema: {
        tags,
        summary: 'What became of the own request; 404 when the caller is in reach, or nobody asked',
        params: idParams,
        response: { 200: handOverStateSchema, ...refusals(400, 404) },
      },
    },
    (request) => app.handOvers.get({ viewer: viewer(request), callId: request.params.id }),
  );

  api.get(
    '/api/hand-over-requests',
    {
      config: { access: { section: 'contacts', action: 'read' } },
      schema: {
        tags,
        summary: 'Requests of the last day that one may decide, newest first',
        response: { 200: handOverListSchema, ...refusals() },
      },
    },
    async (request) => ({ items: await app.handOvers.list({ viewer: viewer(request) }) }),
  );

  api.post(
    '/api/hand-over-requests/:id/decision',
    {
      config: { access: { section: 'contacts', action: 'change' } },
      schema: {
        tags,
        summary: 'Make the agent the contact’s owner or one of its managers, or decline',
        params: idParams,
        body: handOverDecisionBody,
        response: { 204: nothing, ...refusals(400, 404, 409) },
      },
    },
    async (request, reply) => {
      await app.handOvers.decide({
        ...request.body,
        viewer: viewer(request),
        actor: actor(request),
        requestId: request.params.id,
      });
      return reply.code(204).send();
    },
  );
}
