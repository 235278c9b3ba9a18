import type { Application } from '#server/compose.ts';
import type { Api } from '../api.ts';
import { actor } from '../plugins/access.ts';
import { problem, PROBLEM_TYPE } from '../problem.ts';
import { nothing, refusals } from '../refusals.ts';
import {
  addressRangeProblemSchema,
  addressRangeSchema,
  addressRangesSchema,
  newAddressRangeBody,
} from '../schemas/address-ranges.ts';
import { idParams } from '../schemas/shapes.ts';

export function addAddressRangeRoutes(api: Api, app: Application): void {
  const read = { access: { section: 'security', action: 'read' } } as const;
  const change = { access: { section: 'security', action: 'change' } } as const;
  const tags = ['security'];

  api.get(
    '/api/address-ranges',
    {
      config: read,
      schema: {
        tags,
        summary: 'From where users with restricted addresses may come',
        response: { 200: addressRangesSchema, ...refusals() },
      },
    },
    async () => ({ items: await app.access.listAddressRanges() }),
  );

  api.post(
    '/api/address-ranges',
    {
      config: change,
      schema: {
        tags,
        summary: 'Allow a range of addresses',
        body: newAddressRangeBody,
        response: {
          201: addressRangeSchema,
          ...refusals(),
          400: {
            description: 'Not a range; `network` is what was probably meant',
            content: { [PROBLEM_TYPE]: { schema: addressRangeProblemSchema } },
          },
        },
      },
    },
    async (request, reply) => {
      const added = await app.access.addAddressRange({ actor: actor(request), ...request.body });
      if (added.kind === 'added') return reply.code(201).send(added.range);
      const refusal = { status: 400, code: 'invalid', fields: { range: 'not_a_network' } } as const;
      return reply
        .code(400)
        .type(PROBLEM_TYPE)
        .send({ ...problem(refusal, request.id), network: added.network });
    },
  );

  api.delete(
    '/api/address-ranges/:id',
    {
      config: change,
      schema: {
        tags,
        summary: 'Allow a range of addresses no more',
        params: idParams,
        response: { 204: nothing, ...refusals(400, 404) },
      },
    },
    async (request, reply) => {
      await app.access.removeAddressRange({ actor: actor(request), id: request.params.id });
      return reply.code(204).send();
    },
  );
}
