import type { Application } from '#server/compose.ts';
import type { Api } from '../api.ts';
import { viewer } from '../plugins/access.ts';
import { nothing, refusals } from '../refusals.ts';
import {
  callDetailSchema,
  callerBody,
  callLogPageSchema,
  callLogQuery,
  quickAddBody,
  quickAddedSchema,
  wrapUpBody,
} from '../schemas/calls.ts';
import { idParams } from '../schemas/shapes.ts';

export function addCallRoutes(api: Api, app: Application): void {
  const read = { access: { section: 'calls', action: 'read' } } as const;
  const change = { access: { section: 'calls', action: 'change' } } as const;
  const tags = ['calls'];

  api.get(
    '/api/calls',
    {
      config: read,
      schema: {
        tags,
        summary: 'The call log, newest first',
        querystring: callLogQuery,
        response: { 200: callLogPageSchema, ...refusals(400) },
      },
    },
    (request) => {
      const { cursor, limit, ...filter } = request.query;
      const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
      return app.calls.list({ viewer: viewer(request), filter: given, cursor: cursor ?? null, limit });
    },
  );

  api.get(
    '/api/calls/:id',
    {
      config: read,
      schema: {
        tags,
        summary: 'A call with its legs, times and codes',
        params: idParams,
        response: { 200: callDetailSchema, ...refusals(400, 404) },
      },
    },
    (request) => app.calls.get({ viewer: viewer(request), callId: request.params.id }),
  );

  api.post(
    '/api/calls/:id/wrap-up',
    {
      config: change,
      schema: {
        tags,
        summary: 'Say how the own call went',
        params: idParams,
        body: wrapUpBody,
        response: { 204: nothing, ...refusals(400, 404, 409) },
      },
    },
    async (request, reply) => {
      const own = { viewer: viewer(request), callId: request.params.id };
      await app.calls.completeWrapUp({ ...request.body, ...own });
      return reply.code(204).send();
    },
  );

  api.post(
    '/api/calls/:id/caller',
    {
      config: change,
      schema: {
        tags,
        summary: 'The caller is this contact',
        params: idParams,
        body: callerBody,
        response: { 204: nothing, ...refusals(400, 404, 409) },
      },
    },
    async (request, reply) => {
      await app.calls.assignCaller({
        viewer: viewer(request),
        callId: request.params.id,
        contactId: request.body.contactId,
      });
      return reply.code(204).send();
    },
  );

  api.post(
    '/api/calls/:id/quick-add',
    {
      config: change,
      schema: {
        tags,
        summary: 'The caller becomes a new contact',
        params: idParams,
        body: quickAddBody,
        response: { 201: quickAddedSchema, ...refusals(400, 404, 409) },
      },
    },
    async (request, reply) => {
      const added = await app.calls.addCaller({
        ...request.body,
        viewer: viewer(request),
        callId: request.params.id,
      });
      return reply.code(201).send(added);
    },
  );

  api.post(
    '/api/calls/:id/not-this-person',
    {
      config: change,
      schema: {
        tags,
        summary: 'The caller is not this contact',
        params: idParams,
        body: callerBody,
        response: { 204: nothing, ...refusals(400, 404) },
      },
    },
    async (request, reply) => {
      await app.calls.rejectCaller({
        viewer: viewer(request),
        callId: request.params.id,
        contactId: request.body.contactId,
      });
      return reply.code(204).send();
    },
  );
}
