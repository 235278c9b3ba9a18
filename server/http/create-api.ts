import cookie from '@fastify/cookie';
import Fastify, { LogController } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Application } from '#server/compose.ts';
import type { ServerConfig } from '#platform/config.ts';
import type { Api } from './api.ts';
import { trustProxies } from './client-address.ts';
import { guardRoutes } from './plugins/access.ts';
import { answerProblems, refuse } from './plugins/errors.ts';
import { limitRequests } from './plugins/limits.ts';
import { measureRequests } from './plugins/measure.ts';
import { describeApi } from './plugins/openapi.ts';
import { logRefusals } from './plugins/refusals.ts';
import { addSecurityHeaders } from './plugins/security-headers.ts';
import { serveWeb } from './plugins/web.ts';
import { addRoutes } from './routes/all.ts';

const BODY_LIMIT_BYTES = 256 * 1024;

/** The HTTP face of the application, ready for `inject` and for `listen`. */
export async function createApi(app: Application, config: ServerConfig): Promise<Api> {
  const api: Api = Fastify({
    loggerInstance: app.logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: app.newId,
    trustProxy: trustProxies(config.trustedProxies),
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: 15_000,
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (error, request, reply) => void refuse(error, request, reply),
  }).withTypeProvider<ZodTypeProvider>();
  api.setValidatorCompiler(validatorCompiler);
  api.setSerializerCompiler(serializerCompiler);
  api.removeContentTypeParser('text/plain');

  const isHttps = config.publicUrl.protocol === 'https:';
  answerProblems(api);
  measureRequests(api, app.metrics);
  await addSecurityHeaders(api, isHttps);
  await api.register(cookie);
  const { authenticate } = app.access;
  guardRoutes(api, { authenticate, publicOrigin: config.publicUrl.origin, clock: app.clock });
  logRefusals(api, app.refusals);
  await limitRequests(api, app.redis);
  await describeApi(api);
  addRoutes(api, app, { isHttps, registrar: config.sip });
  await serveWeb(api, config.webDist);
  return api;
}
