import type { Application } from '#server/compose.ts';
import type { Api } from '../api.ts';
import { actor } from '../plugins/access.ts';
import { problem, PROBLEM_TYPE } from '../problem.ts';
import { refusals } from '../refusals.ts';
import { installationBody, installationSchema, usersInUseSchema } from '../schemas/structure.ts';

export function addInstallationRoutes(api: Api, app: Application): void {
  const tags = ['structure'];

  api.get(
    '/api/installation',
    {
      config: { access: { section: 'settings', action: 'read' } },
      schema: {
        tags,
        summary: 'Settings of the installation as a whole',
        response: { 200: installationSchema, ...refusals() },
      },
    },
    () => app.structure.readInstallation(),
  );

  api.put(
    '/api/installation',
    {
      config: { access: { section: 'security', action: 'change' } },
      schema: {
        tags,
        summary: 'Turn sales channels on or off; off only when no user carries one',
        body: installationBody,
        response: {
          200: installationSchema,
          ...refusals(400),
          409: {
            description: '`in_use`: how many users carry a channel',
            content: { [PROBLEM_TYPE]: { schema: usersInUseSchema } },
          },
        },
      },
    },
    async (request, reply) => {
      const { areChannelsOn } = request.body;
      const switched = await app.structure.switchChannels({ actor: actor(request), areChannelsOn });
      if (switched.kind === 'switched') return { areChannelsOn };
      const { users } = switched;
      return reply
        .code(409)
        .type(PROBLEM_TYPE)
        .send({ ...problem({ status: 409, code: 'in_use' }, request.id), inUse: { users } });
    },
  );
}
