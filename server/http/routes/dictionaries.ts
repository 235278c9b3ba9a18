import type { Application } from '#server/compose.ts';
import type { Api } from '../api.ts';
import { viewer } from '../plugins/access.ts';
import { refusals } from '../refusals.ts';
import { dictionariesSchema, organizationQuery, organizationsSchema } from '../schemas/dictionaries.ts';

export function addDictionaryRoutes(api: Api, app: Application): void {
  const tags = ['dictionaries'];

  api.get(
    '/api/dictionaries',
    {
      config: { access: 'signed_in' },
      schema: {
        tags,
        summary: 'The short lists that forms choose from',
        response: { 200: dictionariesSchema, ...refusals() },
      },
    },
    (request) => app.contacts.listDictionaries({ viewer: viewer(request) }),
  );

  api.get(
    '/api/organizations',
    {
      config: { access: { section: 'contacts', action: 'read' } },
      schema: {
        tags,
        summary: 'Companies by a piece of their name',
        querystring: organizationQuery,
        response: { 200: organizationsSchema, ...refusals(400) },
      },
    },
    async (request) => ({
      items: await app.contacts.findOrganizations({ ...request.query, viewer: viewer(request) }),
    }),
  );
}
