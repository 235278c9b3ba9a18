import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Api } from '../api.ts';
import { sendProblem } from './errors.ts';

const INDEX = 'index.html';

/**
 * The built web application. Its files are named by their content and kept for a year; index.html, which names them,
 * is asked for anew each time and answers every address that may be a page.
 */
export async function serveWeb(api: Api, folder: string | null): Promise<void> {
  if (folder === null || !existsSync(join(folder, INDEX))) {
    if (folder !== null) api.log.warn('the web application is not built; serving the API alone');
    api.setNotFoundHandler(notFound);
    return;
  }
  await api.register(async (web) => {
    web.addHook('onRoute', (route) => {
      route.config = { ...route.config, access: 'public' };
    });
    await web.register(fastifyStatic, {
      root: folder,
      index: INDEX,
      preCompressed: true,
      cacheControl: false,
      setHeaders: (reply, path) => {
        const isNamedByContent = path.includes('/assets/');
        void reply.header(
          'cache-control',
          isNamedByContent ? 'public, max-age=31536000, immutable' : 'no-cache',
        );
      },
    });
    web.setNotFoundHandler((request, reply) =>
      mayBePage(request) ? reply.sendFile(INDEX) : notFound(request, reply),
    );
  });
}

function mayBePage({ method, url, headers }: FastifyRequest): boolean {
  const isOurs = /^\/(api|assets|socket\.io|healthz|readyz|metrics)(\/|\?|$)/.test(url);
  return method === 'GET' && !isOurs && (headers.accept ?? '').includes('text/html');
}

function notFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendProblem(request, reply, { status: 404, code: 'not_found' });
}
