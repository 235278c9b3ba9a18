import type { Application } from '#server/compose.ts';
import type { Api } from '../api.ts';
import { signedIn } from '../plugins/access.ts';
import { refusals } from '../refusals.ts';
import { agentSchema, agentStateBody } from '../schemas/agent.ts';
import { deskQuery, deskSchema } from '../schemas/desk.ts';

export function addDeskRoutes(api: Api, app: Application): void {
  api.get(
    '/api/desk',
    {
      config: { access: 'signed_in' },
      schema: {
        tags: ['desk'],
        summary: 'The state of the own desk, as the event desk:opened answers it',
        querystring: deskQuery,
        response: { 200: deskSchema, ...refusals(400) },
      },
    },
    async (request) => {
      const userId = signedIn(request).user.id;
      // the number first: an event in between comes again rather than never
      const seq = await app.readSeq(userId);
      return { ...(await app.desk.snapshot({ userId, windowId: request.query.windowId ?? '' })), seq };
    },
  );

  api.put(
    '/api/agent-state',
    {
      config: { access: 'signed_in' },
      schema: {
        tags: ['desk'],
        summary: 'Ask for a state; during a call or wrap-up it takes effect afterwards',
        body: agentStateBody,
        response: { 200: agentSchema, ...refusals(400, 409) },
      },
    },
    (request) => app.agents.requestStatus({ ...request.body, userId: signedIn(request).user.id }),
  );
}
