import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AuditSubjectKind } from '#domain/audit/audit-entry.ts';
import type { RefusalLog, RefusedRequest } from '#domain/audit/refusal-log.ts';
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
  const own = recordOf(request);
  if (statusCode === 400) {
    for (const [field, code] of Object.entries(request.danglingFields ?? {})) {
      const record = namedBy(request, field);
      if (record) log.outOfReach({ ...refused, code, record });
    }
  }
  if (statusCode === 403) log.request({ ...refused, code: 'forbidden', record: own });
  // whatever else the request names has been looked at after its own record
  const named = namedBy(request, 'contactId') ?? namedBy(request, 'organizationId');
  if (statusCode === 404) log.outOfReach({ ...refused, code: 'not_found', record: named ?? own });
}

/** Not signed in, or no more, or asked by another site's page: a session that is still open says who was kept out. */
function logSession(log: RefusalLog, request: FastifyRequest, reply: FastifyReply, route: string): void {
  const token = request.cookies?.[SESSION_COOKIE] ?? '';
  const { statusCode } = reply;
  if ((statusCode !== 401 && statusCode !== 403) || token === '') return;
  log.session({ route, code: codeOf[statusCode]!, address: request.ip, token });
}

/** The record of the route's own `:id`. */
function recordOf(request: FastifyRequest): RefusedRequest['record'] {
  const [, , word = ''] = request.routeOptions.url?.split('/') ?? [];
  const { id } = (request.params ?? {}) as { readonly id?: unknown };
  const kind = kindOf[word];
  return kind && isId(id) ? { kind, id } : null;
}

/** Of bodies, what names a record or a person who may be out of reach. */
const kindOfField: Readonly<Record<string, AuditSubjectKind>> = {
  contactId: 'contact',
  organizationId: 'organization',
  ownerId: 'user',
  managerIds: 'user',
  responsibleId: 'user',
  userId: 'user',
};

/** What the body names in that field: 'ownerId', 'managerIds.2'. */
function namedBy(request: FastifyRequest, path: string): RefusedRequest['record'] {
  const [field = '', index] = path.split('.');
  const value = ((request.body ?? {}) as Readonly<Record<string, unknown>>)[field];
  const id: unknown = index !== undefined && Array.isArray(value) ? value[Number(index)] : value;
  const kind = kindOfField[field];
  return kind && isId(id) ? { kind, id } : null;
}

const isId = (value: unknown): value is string => typeof value === 'string' && UUID.test(value);
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
