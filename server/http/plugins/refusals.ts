import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AuditSubjectKind } from '#domain/audit/audit-entry.ts';
import type { RefusalLog } from '#domain/audit/refusal-log.ts';
import type { Api } from '../api.ts';
import { SESSION_COOKIE } from '../session-cookie.ts';
import { actor } from './access.ts';

/** What the `:id` of a route names, by the word behind /api/. */
const kindOf: Readonly<Record<string, AuditSubjectKind>> = {
  users: 'user',
  contacts: 'contact',
  organizations: 'organization',
  tickets: 'ticket',
  meetings: 'meeting',
  calls: 'call',
  channels: 'channel',
  branches: 'branch',
  departments: 'department',
  groups: 'group',
  'address-ranges': 'address_range',
};

/** Every refusal is in the audit log (A43): written after the answer is sent, so that its time tells nothing. */
export function logRefusals(api: Api, log: RefusalLog): void {
  api.addHook('onResponse', async (request, reply) => {
    if (request.is404 || reply.statusCode < 400) return;
    const route = `${request.method} ${request.routeOptions.url ?? ''}`;
    if (request.routeOptions.config.access === 'public') logSignIn(log, request, reply, route);
    else if (request.signedIn) logRequest(log, request, reply, route);
    else logSession(log, request, reply, route);
  });
  api.addHook('onClose', () => log.settle());
}

const codeOf: Readonly<Record<number, string>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  429: 'rate_limited',
};

/** Also when there were too many tries: that, too, keeps somebody out. */
function logSignIn(log: RefusalLog, request: FastifyRequest, reply: FastifyReply, route: string): void {
  const code = codeOf[reply.statusCode];
  if (code === undefined || reply.statusCode === 404) return;
  if (reply.statusCode === 401 && request.routeOptions.config.recordsRefusals) return;
  const { login } = (request.body ?? {}) as { readonly login?: unknown };
  log.signIn({ route, code, address: request.ip, login: typeof login === 'string' ? login.trim() : null });
}

function logRequest(log: RefusalLog, request: FastifyRequest, reply: FastifyReply, route: string): void {
  const { statusCode } = reply;
  const refused = { route, actor: actor(request) };
  const { own, named } = recordsOf(request);
  if (statusCode === 400) {
    const dangling = named.filter(({ field }) => request.danglingFields?.includes(field));
    for (const record of dangling) log.outOfReach({ ...refused, code: 'not_found', record });
  }
  if (statusCode === 403) log.request({ ...refused, code: 'forbidden', record: own });
  // whatever else the request names has been looked at after its own record
  if (statusCode === 404) log.outOfReach({ ...refused, code: 'not_found', record: named[0] ?? own });
}

/** Not signed in, or no more: a session that is still open says who was kept out. */
function logSession(log: RefusalLog, request: FastifyRequest, reply: FastifyReply, route: string): void {
  const token = request.cookies?.[SESSION_COOKIE] ?? '';
  if (reply.statusCode !== 401 || token === '') return;
  log.session({ route, code: 'unauthenticated', address: request.ip, token });
}

/** Of other routes' bodies, what names a record that may be out of reach. */
const namedBy = { contactId: 'contact', organizationId: 'organization' } as const;

/** The record of the route's own `:id`, and those that the body names. */
function recordsOf(request: FastifyRequest) {
  const [, , word = ''] = request.routeOptions.url?.split('/') ?? [];
  const { id } = (request.params ?? {}) as { readonly id?: unknown };
  const kind = kindOf[word];
  const body = (request.body ?? {}) as Readonly<Record<string, unknown>>;
  return {
    own: kind && isId(id) ? { kind, id } : null,
    named: Object.entries(namedBy).flatMap(([field, kindNamed]) => {
      const named = body[field];
      return isId(named) ? [{ field, kind: kindNamed, id: named }] : [];
    }),
  };
}

const isId = (value: unknown): value is string => typeof value === 'string' && UUID.test(value);
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
