import type { FastifyRequest, RouteOptions } from 'fastify';
import type { Actor } from '#domain/access/actor.ts';
import { mayEnter } from '#domain/access/may-enter.ts';
import type { SectionAccess } from '#domain/access/section.ts';
import type { SignedIn } from '#domain/access/session.ts';
import type { Viewer } from '#domain/access/viewer.ts';
import { DomainError } from '#domain/shared/domain-error.ts';
import type { Api } from '../api.ts';
import { checkOrigin, checkToken } from '../csrf.ts';
import { SESSION_COOKIE } from '../session-cookie.ts';

interface Doors {
  readonly authenticate: (token: string, address: string) => Promise<SignedIn>;
  readonly publicOrigin: string;
}

const safeMethods = ['GET', 'HEAD', 'OPTIONS'];

/** Nobody passes a route that has not said who may; the server does not start with one that has not. */
export function guardRoutes(api: Api, { authenticate, publicOrigin }: Doors): void {
  const routes: RouteOptions[] = [];
  api.addHook('onRoute', (route) => void routes.push(route));
  api.decorate('declaredRoutes', routes);
  api.addHook('onReady', async () => {
    const undeclared = routes.filter((route) => !route.config?.access).map(({ url }) => url);
    if (undeclared.length > 0) throw new Error(`routes without declared access: ${undeclared.join(', ')}`);
  });

  api.decorateRequest('signedIn', null);
  api.addHook('onRequest', async (request) => {
    if (request.is404) return;
    const isChange = !safeMethods.includes(request.method);
    if (isChange) checkOrigin(request, publicOrigin);
    const { access, endsPreview = false } = request.routeOptions.config;
    if (access === 'public') return;
    request.signedIn = await authenticate(request.cookies[SESSION_COOKIE] ?? '', request.ip);
    if (isChange) checkToken(request, request.signedIn.session);
    if (isChange && !endsPreview) checkPreview(request.signedIn);
    if (access !== 'signed_in') checkSection(request.signedIn, access);
  });
}

function checkPreview({ previewedBy }: SignedIn): void {
  if (previewedBy) throw new DomainError('preview_is_read_only', 'looks as somebody else');
}

function checkSection(signedIn: SignedIn, access: SectionAccess | undefined): void {
  if (!access || !mayEnter(signedIn.viewer, access)) throw new DomainError('forbidden', 'not your section');
}

/** The signed-in user of a route that is not public. */
export function signedIn(request: FastifyRequest): SignedIn {
  if (!request.signedIn) throw new Error('a public route asked who is signed in');
  return request.signedIn;
}

/** With whose eyes records are seen. */
export const viewer = (request: FastifyRequest): Viewer => signedIn(request).viewer;

/** Who answers for a change, as the audit log names it. */
export function actor(request: FastifyRequest): Actor {
  const { user, previewedBy } = signedIn(request);
  const { id, name } = previewedBy ?? user;
  return { userId: id, name, address: request.ip };
}
