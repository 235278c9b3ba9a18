import type { Application } from '#server/compose.ts';
import type { Api } from '../api.ts';
import { actor } from '../plugins/access.ts';
import { refusals } from '../refusals.ts';
import { idParams } from '../schemas/shapes.ts';
import { hiddenRecordsSchema, restoreVisibilityBody } from '../schemas/structure.ts';

export function addRestoreVisibilityRoutes(api: Api, app: Application): void {
  const tags = ['users'];
  const url = '/api/users/:id/restore-visibility';

  api.get(
    url,
    {
      config: { access: { section: 'security', action: 'read' } },
      schema: {
        tags,
        summary: 'How many of a user’s own records carry other labels than the user',
        params: idParams,
        response: { 200: hiddenRecordsSchema, ...refusals(400, 404) },
      },
    },
    (request) => app.structure.countHiddenRecords({ userId: request.params.id }),
  );

  api.post(
    url,
    {
      config: { access: { section: 'security', action: 'change' } },
      schema: {
        tags,
        summary: 'Give a user’s own records the labels the user has now',
        params: idParams,
        body: restoreVisibilityBody,
        response: { 200: hiddenRecordsSchema, ...refusals(400, 404, 409) },
      },
    },
    (request) =>
      app.structure.restoreVisibility({
        actor: actor(request),
        userId: request.params.id,
        expectedCount: request.body.expectedCount,
      }),
  );
}
