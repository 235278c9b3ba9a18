import { z } from 'zod';
import type { Application } from '#server/compose.ts';
import type { Api } from '../api.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import { keyedId } from '../idempotency-key.ts';
import { actor, signedIn, viewer } from '../plugins/access.ts';
import { PROBLEM_TYPE } from '../problem.ts';
import { nothing, refusals } from '../refusals.ts';
import { ifMatchHeaders, keyHeaders } from '../schemas/headers.ts';
import { idParams, idSchema, noBody, text } from '../schemas/shapes.ts';
import {
  createdUserSchema,
  deletionSchema,
  newUserBody,
  phonePasswordSchema,
  userAccessBody,
  userCardSchema,
  userChangeBody,
  userConflictSchema,
  userListQuery,
  userPageSchema,
  userStatusBody,
} from '../schemas/users.ts';
import { entityTag, versionOf } from '../versions.ts';
import { sendCard, sendChanged } from './user-answers.ts';

const position = z.strictObject({ name: text(300), id: idSchema });

/** People and what they may do; whose cards these are is decided card by card (A5, A6). */
export function addUserRoutes(api: Api, app: Application): void {
  const read = { access: { section: 'users', action: 'read' } } as const;
  const change = { access: { section: 'users', action: 'change' } } as const;
  const tags = ['users'];
  const changed = {
    200: userCardSchema,
    ...refusals(400, 404, 428),
    412: {
      description: 'Somebody else changed it first: the card as it is now',
      content: { [PROBLEM_TYPE]: { schema: userConflictSchema } },
    },
  };

  api.get(
    '/api/users',
    {
      config: read,
      schema: {
        tags,
        summary: 'Users whose cards are in reach, by name',
        querystring: userListQuery,
        response: { 200: userPageSchema, ...refusals(400) },
      },
    },
    async (request) => {
      const { cursor, ...query } = request.query;
      const after = readCursor(cursor, position);
      const { items, next } = await app.users.list({ ...query, viewer: viewer(request), after });
      return { items, nextCursor: writeCursor(next) };
    },
  );

  api.post(
    '/api/users',
    {
      config: change,
      schema: {
        tags,
        summary:
          'Add a user, with a password or an invitation; repeated with one Idempotency-Key it is added once',
        headers: keyHeaders,
        body: newUserBody,
        response: { 201: createdUserSchema, ...refusals(400) },
      },
    },
    async (request, reply) => {
      const { user: author } = signedIn(request);
      const { user, phonePassword } = await app.users.create({
        viewer: viewer(request),
        actor: actor(request),
        userId: keyedId(author.id, 'user', request.headers['idempotency-key']),
        input: request.body,
        settings: { locale: author.locale, timeZone: author.timeZone },
      });
      return reply
        .code(201)
        .header('etag', entityTag(user.version))
        .header('location', `/api/users/${user.id}`)
        .send({ ...user, phonePassword });
    },
  );

  api.get(
    '/api/users/:id',
    {
      config: read,
      schema: {
        tags,
        summary: 'A user’s card',
        params: idParams,
        response: { 200: userCardSchema, ...refusals(400, 404) },
      },
    },
    async (request, reply) =>
      sendCard(reply, await app.users.get({ viewer: viewer(request), userId: request.params.id })),
  );

  api.patch(
    '/api/users/:id',
    {
      config: change,
      schema: {
        tags,
        summary: 'Change a user’s profile; absent keeps, null clears; a new password ends the sessions',
        params: idParams,
        headers: ifMatchHeaders,
        body: userChangeBody,
        response: changed,
      },
    },
    async (request, reply) => {
      const answer = await app.users.changeProfile({
        viewer: viewer(request),
        actor: actor(request),
        userId: request.params.id,
        version: versionOf(request.headers['if-match']),
        changes: request.body,
      });
      return sendChanged(request, reply, answer);
    },
  );

  api.put(
    '/api/users/:id/access',
    {
      config: change,
      schema: {
        tags,
        summary: 'Set what a user sees and may do, whole; role and responsible where given',
        params: idParams,
        headers: ifMatchHeaders,
        body: userAccessBody,
        response: changed,
      },
    },
    async (request, reply) => {
      const { channelId, branchId, departmentId, groupIds, ...settings } = request.body;
      const answer = await app.users.changeAccess({
        viewer: viewer(request),
        actor: actor(request),
        userId: request.params.id,
        version: versionOf(request.headers['if-match']),
        wanted: { ...settings, labels: { channelId, branchId, departmentId, groupIds } },
      });
      return sendChanged(request, reply, answer);
    },
  );

  api.put(
    '/api/users/:id/status',
    {
      config: change,
      schema: {
        tags,
        summary: 'Set whether a user may work; ends sessions, sockets and phones at once',
        params: idParams,
        body: userStatusBody,
        response: { 200: userCardSchema, ...refusals(400, 404) },
      },
    },
    async (request, reply) => {
      const whom = { viewer: viewer(request), actor: actor(request), userId: request.params.id };
      return sendCard(reply, await app.users.changeStatus({ ...whom, ...request.body }));
    },
  );

  api.get(
    '/api/users/:id/deletion',
    {
      config: change,
      schema: {
        tags,
        summary: 'What would go to whom if the user were deleted',
        params: idParams,
        response: { 200: deletionSchema, ...refusals(400, 404) },
      },
    },
    (request) => app.users.showDeletion({ viewer: viewer(request), userId: request.params.id }),
  );

  api.delete(
    '/api/users/:id',
    {
      config: change,
      schema: {
        tags,
        summary: 'Delete a user; all records go to the responsible',
        params: idParams,
        response: { 204: nothing, ...refusals(400, 404) },
      },
    },
    async (request, reply) => {
      await app.users.delete({ viewer: viewer(request), actor: actor(request), userId: request.params.id });
      return reply.code(204).send();
    },
  );

  api.post(
    '/api/users/:id/invitation',
    {
      config: change,
      schema: {
        tags,
        summary: 'Send the link once more; earlier ones lead nowhere any more',
        params: idParams,
        body: noBody,
        response: { 204: nothing, ...refusals(400, 404, 409) },
      },
    },
    async (request, reply) => {
      await app.users.inviteAgain({
        viewer: viewer(request),
        actor: actor(request),
        userId: request.params.id,
      });
      return reply.code(204).send();
    },
  );

  api.post(
    '/api/users/:id/phone-password',
    {
      config: change,
      schema: {
        tags,
        summary:
          'Make a new password for the user’s phone, told this once; what is registered is bound no more',
        params: idParams,
        body: noBody,
        response: { 200: phonePasswordSchema, ...refusals(400, 404) },
      },
    },
    (request) =>
      app.users.renewPhonePassword({
        viewer: viewer(request),
        actor: actor(request),
        userId: request.params.id,
      }),
  );
}
