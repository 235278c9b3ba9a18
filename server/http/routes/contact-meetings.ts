import type { Application } from '#server/compose.ts';
import type { Api } from '../api.ts';
import { viewer } from '../plugins/access.ts';
import { refusals } from '../refusals.ts';
import { idParams, itemsOf } from '../schemas/shapes.ts';
import { meetingSchema } from '../schemas/meetings.ts';

/** So many promises to one contact need no pages. */
const LIMIT = 200;

export function addContactMeetingRoutes(api: Api, app: Application): void {
  api.get(
    '/api/contacts/:id/meetings',
    {
      config: { access: { section: 'meetings', action: 'read' } },
      schema: {
        tags: ['meetings'],
        summary: 'Promised calls with the contact',
        params: idParams,
        response: { 200: itemsOf(meetingSchema), ...refusals(400, 404) },
      },
    },
    async (request) => {
      const asked = { viewer: viewer(request), contactId: request.params.id };
      const { id: contactId } = await app.contacts.get(asked);
      const { items } = await app.meetings.list({
        viewer: asked.viewer,
        filter: { contactId },
        cursor: null,
        limit: LIMIT,
      });
      return { items };
    },
  );
}
