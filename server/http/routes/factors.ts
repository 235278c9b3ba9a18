import type { Application } from '#server/compose.ts';
import type { Api } from '../api.ts';
import { actor, viewer } from '../plugins/access.ts';
import { refusals } from '../refusals.ts';
import { removedFactorsSchema } from '../schemas/identity.ts';
import { idParams } from '../schemas/shapes.ts';

/** Of others; one's own stand in own-account.ts. */
export function addFactorRoutes(api: Api, app: Application): void {
  api.delete(
    '/api/users/:id/factors',
    {
      config: { access: { section: 'security', action: 'change' } },
      schema: {
        tags: ['users'],
        summary: 'Remove the second factors of a user who lost them; the user is signed out everywhere',
        params: idParams,
        response: { 200: removedFactorsSchema, ...refusals(400, 404, 409) },
      },
    },
    async (request) => {
      const { id: userId } = request.params;
      const whose = { viewer: viewer(request), actor: actor(request), userId };
      return { count: await app.identity.removeFactorsOf(whose) };
    },
  );
}
