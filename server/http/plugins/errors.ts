import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Api } from '../api.ts';
import { problem, PROBLEM_TYPE, refusalOf } from '../problem.ts';

/** Every refusal is problem+json; whatever else is thrown is a bug: logged, answered 500, nothing shown. */
export function answerProblems(api: Api): void {
  api.decorateRequest('danglingFields', null);
  api.setErrorHandler(refuse);
}

/** Also for addresses so malformed that they reach no route. */
export function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = refusalOf(error);
  if (!refusal) request.log.error({ error, route: request.routeOptions.url }, 'a request failed');
  if (refusal?.fields) request.danglingFields = danglingOf(refusal.fields);
  if (refusal?.status === 503) void reply.header('retry-after', '2');
  return sendProblem(request, reply, refusal ?? { status: 500, code: 'internal' });
}

/** A person who is not of the project may be nobody's colleague either: which of the two is not told apart. */
const dangling = new Set(['not_found', 'not_a_member']);

const danglingOf = (fields: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(fields).filter(([, reason]) => dangling.has(reason)));

export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Parameters<typeof problem>[0],
): FastifyReply {
  return reply
    .code(refusal.status)
    .header('cache-control', 'no-store')
    .type(PROBLEM_TYPE)
    .serializer(JSON.stringify)
    .send(problem(refusal, request.id));
}
