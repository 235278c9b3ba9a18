import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { FastifyInstance, RouteOptions } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { SectionAccess } from '#domain/access/section.ts';
import type { SignedIn } from '#domain/access/session.ts';
import type { Logger } from '#platform/logger.ts';

/** Fastify with our logger and zod schemas. */
export type Api = FastifyInstance<Server, IncomingMessage, ServerResponse, Logger, ZodTypeProvider>;

/** Who may use a route: anybody, whoever is signed in, or whom a mark or a role lets in. Every route says. */
export type RouteAccess = 'public' | 'signed_in' | SectionAccess;

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: RouteAccess;
    /** A change that also those may ask for who look as somebody else: it ends that, or the session. */
    endsPreview?: boolean;
    /** What it refuses with 401 is in the audit log by its own doing: it knows more of who tried. */
    recordsRefusals?: boolean;
  }
  interface FastifyInstance {
    /** Every route with what it declares of itself. */
    declaredRoutes: readonly RouteOptions[];
  }
  interface FastifyRequest {
    /** Null only on public routes. */
    signedIn: SignedIn | null;
    /** Fields that were refused because they name nothing, as far as the user sees, with the reason. */
    danglingFields: Readonly<Record<string, string>> | null;
  }
}
