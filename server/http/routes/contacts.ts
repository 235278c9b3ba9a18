import { z } from 'zod';
import type { ContactSort } from '#domain/contacts/contact.ts';
import type { ContactPosition } from '#domain/contacts/contact-list-store.ts';
import type { Application } from '#server/compose.ts';
import type { Api } from '../api.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import { keyedId } from '../idempotency-key.ts';
import { signedIn, viewer } from '../plugins/access.ts';
import { problem, PROBLEM_TYPE } from '../problem.ts';
import { refusals } from '../refusals.ts';
import { idParams, idSchema, instantSchema, text } from '../schemas/shapes.ts';
import {
  contactChangeBody,
  contactConflictSchema,
  contactListQuery,
  contactPageSchema,
  contactSchema,
  newContactBody,
} from '../schemas/contacts.ts';
import { ifMatchHeaders, keyHeaders } from '../schemas/headers.ts';
import { entityTag, versionOf } from '../versions.ts';

const byName = z.strictObject({ value: text(300), id: idSchema });
const byActivity = z.strictObject({ value: instantSchema.or(z.literal('-infinity')), id: idSchema });
const positionOf: Readonly<Record<ContactSort, typeof byName | typeof byActivity>> = {
  name: byName,
  '-name': byName,
  lastActivityAt: byActivity,
  '-lastActivityAt': byActivity,
};

export function addContactRoutes(api: Api, app: Application): void {
  const read = { access: { section: 'contacts', action: 'read' } } as const;
  const change = { access: { section: 'contacts', action: 'change' } } as const;
  const tags = ['contacts'];

  api.get(
    '/api/contacts',
    {
      config: read,
      schema: {
        tags,
        summary: 'Contacts within reach, searched, filtered and sorted',
        querystring: contactListQuery,
        response: { 200: contactPageSchema, ...refusals(400) },
      },
    },
    async (request) => {
      const { cursor, ...query } = request.query;
      const after = readCursor<ContactPosition>(cursor, positionOf[query.sort]);
      const { items, next, total } = await app.contacts.list({ ...query, viewer: viewer(request), after });
      return { items, nextCursor: writeCursor(next), total };
    },
  );

  api.post(
    '/api/contacts',
    {
      config: change,
      schema: {
        tags,
        summary: 'Add a contact; repeated with the same Idempotency-Key it is added once',
        headers: keyHeaders,
        body: newContactBody,
        response: { 201: contactSchema, ...refusals(400) },
      },
    },
    async (request, reply) => {
      const userId = signedIn(request).user.id;
      const contact = await app.contacts.create({
        viewer: viewer(request),
        contactId: keyedId(userId, 'contact', request.headers['idempotency-key']),
        input: request.body,
      });
      return reply
        .code(201)
        .header('etag', entityTag(contact.version))
        .header('location', `/api/contacts/${contact.id}`)
        .send(contact);
    },
  );

  api.get(
    '/api/contacts/:id',
    {
      config: read,
      schema: {
        tags,
        summary: 'A contact, whole',
        params: idParams,
        response: { 200: contactSchema, ...refusals(400, 404) },
      },
    },
    async (request, reply) => {
      const contact = await app.contacts.get({ viewer: viewer(request), contactId: request.params.id });
      return reply.header('etag', entityTag(contact.version)).send(contact);
    },
  );

  api.patch(
    '/api/contacts/:id',
    {
      config: change,
      schema: {
        tags,
        summary: 'Change a contact; absent keeps, null clears, lists are replaced whole',
        params: idParams,
        headers: ifMatchHeaders,
        body: contactChangeBody,
        response: {
          200: contactSchema,
          ...refusals(400, 404, 428),
          412: {
            description:
              'Somebody else changed it first: their state, and which of your fields differ from it',
            content: { [PROBLEM_TYPE]: { schema: contactConflictSchema } },
          },
        },
      },
    },
    async (request, reply) => {
      const changed = await app.contacts.change({
        viewer: viewer(request),
        contactId: request.params.id,
        version: versionOf(request.headers['if-match']),
        changes: request.body,
      });
      if (changed.kind === 'changed') {
        return reply.header('etag', entityTag(changed.contact.version)).send(changed.contact);
      }
      const { current, differing } = changed;
      return reply
        .code(412)
        .type(PROBLEM_TYPE)
        .header('etag', entityTag(current.version))
        .send({ ...problem({ status: 412, code: 'conflict' }, request.id), current, differing });
    },
  );
}
