import type { Application } from '#server/compose.ts';
import type { Api } from '../api.ts';
import { viewer } from '../plugins/access.ts';
import { refusals } from '../refusals.ts';
import { wallboardSchema } from '../schemas/wallboard.ts';

export function addWallboardRoutes(api: Api, app: Application): void {
  api.get(
    '/api/wallboard',
    {
      config: { access: { section: 'analytics', action: 'read' } },
      schema: {
        tags: ['wallboard'],
        summary: 'Waiting callers, agents, trunks, and whether the telephony is up',
        response: { 200: wallboardSchema, ...refusals() },
      },
    },
    (request) => app.wallboard.show({ viewer: viewer(request) }),
  );
}
