import { z } from 'zod';
import type { Application } from '#server/compose.ts';
import type { Api } from '../api.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import { viewer } from '../plugins/access.ts';
import { refusals } from '../refusals.ts';
import { idParams, idSchema, instantSchema } from '../schemas/shapes.ts';
import { noteBody, noteItemSchema, timelinePageSchema, timelineQuery } from '../schemas/timeline.ts';

const position = z.strictObject({ occurredAt: instantSchema, id: idSchema });

export function addTimelineRoutes(api: Api, app: Application): void {
  const tags = ['contacts'];

  api.get(
    '/api/contacts/:id/timeline',
    {
      config: { access: { section: 'contacts', action: 'read' } },
      schema: {
        tags,
        summary: 'What happened with the contact, newest first',
        params: idParams,
        querystring: timelineQuery,
        response: { 200: timelinePageSchema, ...refusals(400, 404) },
      },
    },
    async (request) => {
      const { cursor, limit, kind = null } = request.query;
      const { items, next } = await app.contacts.listTimeline({
        viewer: viewer(request),
        contactId: request.params.id,
        kind,
        after: readCursor(cursor, position),
        limit,
      });
      return { items, nextCursor: writeCursor(next) };
    },
  );

  api.post(
    '/api/contacts/:id/notes',
    {
      config: { access: { section: 'contacts', action: 'change' } },
      schema: {
        tags,
        summary: 'Add a note',
        params: idParams,
        body: noteBody,
        response: { 201: noteItemSchema, ...refusals(400, 404) },
      },
    },
    async (request, reply) => {
      const { text } = request.body;
      const note = await app.contacts.addNote({
        viewer: viewer(request),
        contactId: request.params.id,
        text,
      });
      return reply.code(201).send(note);
    },
  );
}
