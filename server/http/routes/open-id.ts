import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply } from 'fastify';
import type { SecondStep } from '#domain/identity/after-first-step.ts';
import type { OpenedSession } from '#domain/identity/open-session.ts';
import type { OpenIdRefusal } from '#domain/identity/open-id-refusals.ts';
import { DomainError } from '#domain/shared/domain-error.ts';
import type { Application } from '#server/compose.ts';
import type { Api } from '../api.ts';
import { refusals } from '../refusals.ts';
import { openIdReturnQuery, openIdSchema, openIdStartQuery } from '../schemas/identity.ts';
import { nothing } from '../refusals.ts';
import { visitOf } from './sign-in-steps.ts';

const COOKIE = 'ringdesk_open_id';
const PATH = '/api/oidc';

interface Doors {
  readonly isHttps: boolean;
  readonly began: (reply: FastifyReply, opened: OpenedSession) => Promise<unknown>;
}

/** Signing in elsewhere (OpenID Connect). These answers are for browsers: each leads to a page of our own. */
export function addOpenIdRoutes(api: Api, app: Application, { isHttps, began }: Doors): void {
  /** Ties the answer of the provider to the browser that asked; lax, for it comes from the provider's page. */
  const cookie: CookieSerializeOptions = { path: PATH, httpOnly: true, sameSite: 'lax', secure: isHttps };
  const described = { tags: ['session'], security: [] };

  api.get(
    '/api/oidc',
    {
      config: { access: 'public' },
      schema: {
        ...described,
        summary: 'Whether people may sign in elsewhere, and where',
        response: { 200: openIdSchema, ...refusals() },
      },
    },
    async () => ({ isOn: app.identity.openIdName !== null, name: app.identity.openIdName }),
  );

  api.get(
    '/api/oidc/start',
    {
      config: { access: 'public' },
      schema: {
        ...described,
        summary: 'Go to the OpenID provider to sign in',
        querystring: openIdStartQuery,
        response: { 302: nothing, ...refusals(400, 404) },
      },
    },
    async (request, reply) => {
      const next = ownPath(request.query.next);
      try {
        const { address, ticket, until } = await app.identity.beginOpenId({ next });
        return await reply.setCookie(COOKIE, ticket, { ...cookie, expires: until }).redirect(address);
      } catch (error) {
        return reply.redirect(signInPage(reasonOf(error)));
      }
    },
  );

  api.get(
    '/api/oidc/callback',
    {
      config: { access: 'public' },
      schema: {
        ...described,
        summary: 'Where the OpenID provider sends the browser back to',
        querystring: openIdReturnQuery,
        response: { 302: nothing, ...refusals(400, 404) },
      },
    },
    async (request, reply) => {
      const ticket = request.cookies[COOKIE] ?? '';
      void reply.clearCookie(COOKIE, cookie).header('cache-control', 'no-store');
      const [, query = ''] = request.url.split('?', 2);
      try {
        const answer = await app.identity.finishOpenId({ ticket, query, ...visitOf(request) });
        if ('refused' in answer) return await reply.redirect(signInPage(answer.refused));
        if ('secondStep' in answer)
          return await reply.redirect(secondStepPage(answer.secondStep, answer.next));
        await began(reply, answer.opened);
        return await reply.redirect(answer.next);
      } catch (error) {
        return reply.redirect(signInPage(reasonOf(error)));
      }
    },
  );
}

/** Only a path of our own: an address from elsewhere must not lead away. */
function ownPath(next: string | undefined): string {
  return next !== undefined && /^\/(?![/\\])[\x21-\x7e]*$/.test(next) ? next : '/';
}

type Reason = OpenIdRefusal | 'unavailable';

const signInPage = (refused: Reason): string => `/sign-in?refused=${refused}`;

/** Behind '#': it is for the page alone, and goes to no server and into no log. */
function secondStepPage(step: SecondStep, next: string): string {
  const told = Buffer.from(JSON.stringify(step)).toString('base64url');
  return `/sign-in?${new URLSearchParams({ next }).toString()}#step=${told}`;
}

function reasonOf(error: unknown): Reason {
  if (!(error instanceof DomainError) || error.code === 'not_found') throw error;
  return error.code === 'unavailable' ? 'unavailable' : 'failed';
}
