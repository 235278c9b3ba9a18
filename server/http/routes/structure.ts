import type { UnitKind } from '#domain/structure/unit.ts';
import type { Application } from '#server/compose.ts';
import type { Api } from '../api.ts';
import { keyedId } from '../idempotency-key.ts';
import { actor, signedIn } from '../plugins/access.ts';
import { problem, PROBLEM_TYPE } from '../problem.ts';
import { nothing, refusals } from '../refusals.ts';
import { keyHeaders } from '../schemas/headers.ts';
import { idParams } from '../schemas/shapes.ts';
import {
  channelChangeBody,
  channelSchema,
  channelsSchema,
  inUseSchema,
  newChannelBody,
  structureUnitSchema,
  structureUnitsSchema,
  unitBody,
} from '../schemas/structure.ts';

const read = { access: { section: 'settings', action: 'read' } } as const;
const change = { access: { section: 'settings', action: 'change' } } as const;
const tags = ['structure'];

export function addStructureRoutes(api: Api, app: Application): void {
  addChannelRoutes(api, app);
  addUnitRoutes(api, app, 'branch', '/api/branches', 'branches');
  addUnitRoutes(api, app, 'department', '/api/departments', 'departments');
  addUnitRoutes(api, app, 'group', '/api/groups', 'groups');
}

function addChannelRoutes(api: Api, app: Application): void {
  api.get(
    '/api/channels',
    {
      config: read,
      schema: { tags, summary: 'All sales channels', response: { 200: channelsSchema, ...refusals() } },
    },
    async () => ({ items: (await app.structure.list({ kind: 'channel' })).map(asChannel) }),
  );

  api.post(
    '/api/channels',
    {
      config: change,
      schema: {
        tags,
        summary: 'Add a sales channel',
        headers: keyHeaders,
        body: newChannelBody,
        response: { 201: channelSchema, ...refusals(400) },
      },
    },
    async (request, reply) => {
      const { name, kind } = request.body;
      const id = keyedId(signedIn(request).user.id, 'channel', request.headers['idempotency-key']);
      const added = await app.structure.create({
        ...{ actor: actor(request), id, name },
        ...{ kind: 'channel', channelKind: kind },
      });
      return reply.code(201).header('location', `/api/channels/${added.id}`).send(asChannel(added));
    },
  );

  api.patch(
    '/api/channels/:id',
    {
      config: change,
      schema: {
        tags,
        summary: 'Rename a sales channel, or change its type',
        params: idParams,
        body: channelChangeBody,
        response: { 200: channelSchema, ...refusals(400, 404) },
      },
    },
    async (request) => {
      const { name, kind } = request.body;
      const who = { actor: actor(request), id: request.params.id };
      return asChannel(await app.structure.change({ ...who, kind: 'channel', name, channelKind: kind }));
    },
  );

  addDeletion(api, app, 'channel', '/api/channels');
}

function addUnitRoutes(
  api: Api,
  app: Application,
  kind: Exclude<UnitKind, 'channel'>,
  url: `/api/${string}`,
  plural: string,
): void {
  api.get(
    url,
    {
      config: read,
      schema: { tags, summary: `All ${plural}`, response: { 200: structureUnitsSchema, ...refusals() } },
    },
    async () => ({ items: await app.structure.list({ kind }) }),
  );

  api.post(
    url,
    {
      config: change,
      schema: {
        tags,
        summary: `Add a ${kind}`,
        headers: keyHeaders,
        body: unitBody,
        response: { 201: structureUnitSchema, ...refusals(400) },
      },
    },
    async (request, reply) => {
      const id = keyedId(signedIn(request).user.id, kind, request.headers['idempotency-key']);
      const { name } = request.body;
      const added = await app.structure.create({ actor: actor(request), id, kind, name, channelKind: null });
      return reply.code(201).header('location', `${url}/${added.id}`).send(added);
    },
  );

  api.patch(
    `${url}/:id`,
    {
      config: change,
      schema: {
        tags,
        summary: `Rename a ${kind}`,
        params: idParams,
        body: unitBody,
        response: { 200: structureUnitSchema, ...refusals(400, 404) },
      },
    },
    (request) =>
      app.structure.change({ actor: actor(request), kind, id: request.params.id, name: request.body.name }),
  );

  addDeletion(api, app, kind, url);
}

function addDeletion(api: Api, app: Application, kind: UnitKind, url: `/api/${string}`): void {
  api.delete(
    `${url}/:id`,
    {
      config: change,
      schema: {
        tags,
        summary: `Delete a ${kind} that nobody and no record carries`,
        params: idParams,
        response: {
          204: nothing,
          ...refusals(400, 404),
          409: {
            description: '`in_use`: how many users and records of each kind still carry it',
            content: { [PROBLEM_TYPE]: { schema: inUseSchema } },
          },
        },
      },
    },
    async (request, reply) => {
      const deletion = await app.structure.delete({ actor: actor(request), kind, id: request.params.id });
      if (deletion.kind === 'deleted') return reply.code(204).send();
      return reply
        .code(409)
        .type(PROBLEM_TYPE)
        .send({ ...problem({ status: 409, code: 'in_use' }, request.id), inUse: deletion.inUse });
    },
  );
}

type Listed = Awaited<ReturnType<Application['structure']['create']>>;

const asChannel = ({ id, name, userCount, channelKind }: Listed) => ({
  ...{ id, name, userCount },
  kind: channelKind ?? 'direct',
});
