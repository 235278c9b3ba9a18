import type { FastifyRequest, RouteOptions } from 'fastify';
import type { Actor } from '#domain/access/actor.ts';
import { mayEnter } from '#domain/access/may-enter.ts';
import { networkOf } from '#domain/access/network-of.ts';
import type { SectionAccess } from '#domain/access/section.ts';
import type { SignedIn } from '#domain/access/session.ts';
import type { Viewer } from '#domain/access/viewer.ts';
import type { Clock } from '#domain/shared/clock.ts';
import { DomainError } from '#domain/shared/domain-error.ts';
import type { Api } from '../api.ts';
import { checkOrigin, checkToken } from '../csrf.ts';
import { SESSION_COOKIE } from '../session-cookie.ts';
import { countByMinute } from './count-by-minute.ts';

interface Doors {
  readonly authenticate: (token: string, address: string) => Promise<SignedIn>;
  readonly publicOrigin: string;
  readonly clock: Clock;
}

/**
 * Of what is refused here the limit of requests hears nothing, so it has one of its own. By network as long as nobody is
 * known: more than the windows of a whole office ask for when all their sessions have ended at once.
 */
export const REFUSED_A_MINUTE = { network: 6000, session: 1200 } as const;

const safeMethods = ['GET', 'HEAD', 'OPTIONS'];

/** Nobody passes a route that has not said who may; the server does not start with one that has not. */
export function guardRoutes(api: Api, { authenticate, publicOrigin, clock }: Doors): void {
  const routes: RouteOptions[] = [];
  api.addHook('onRoute', (route) => void routes.push(route));
  api.decorate('declaredRoutes', routes);
  api.addHook('onReady', async () => {
    const undeclared = routes.filter((route) => !route.config?.access).map(({ url }) => url);
    if (undeclared.length > 0) throw new Error(`routes without declared access: ${undeclared.join(', ')}`);
  });

  const refused = countByMinute(clock);
  const checkCount = (kind: keyof typeof REFUSED_A_MINUTE, key: string): void => {
    if (refused.of(key) >= REFUSED_A_MINUTE[kind]) throw new DomainError('rate_limited', 'refused too often');
  };

  const guard = async (request: FastifyRequest, isCounted: boolean): Promise<void> => {
    if (isCounted) checkCount('network', networkOf(request.ip));
    const isChange = !safeMethods.includes(request.method);
    if (isChange) checkOrigin(request, publicOrigin);
    const { access, endsPreview = false } = request.routeOptions.config;
    if (access === 'public') return;
    request.signedIn = await authenticate(tokenOf(request), request.ip);
    checkCount('session', request.signedIn.session.id);
    if (isChange) checkToken(request, request.signedIn.session);
    if (isChange && !endsPreview) checkPreview(request.signedIn);
    if (access !== 'signed_in') checkSection(request.signedIn, access);
  };

  api.decorateRequest('signedIn', null);
  api.addHook('onRequest', async (request) => {
    if (request.is404) return;
    // without a token nothing is looked up, and a page of another site can make a browser ask so as often as it likes
    const isCounted = request.routeOptions.config.access !== 'public' && tokenOf(request) !== '';
    try {
      await guard(request, isCounted);
    } catch (error) {
      const isRefused = error instanceof DomainError && error.code !== 'unavailable';
      if (isRefused && isCounted) refused.add(request.signedIn?.session.id ?? networkOf(request.ip));
      throw error;
    }
  });
}

const tokenOf = (request: FastifyRequest): string => request.cookies[SESSION_COOKIE] ?? '';

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
