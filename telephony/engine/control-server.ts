import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import { Application } from './application.ts';
import { parseApplicationMessage } from './application-message.ts';
import type { ApplicationRequests } from './application-requests.ts';
import type { ApplicationResponses } from './application-responses.ts';
import { FrameReader } from './control-frames.ts';
import type { Core } from './core.ts';
import type { Orphans } from './orphans.ts';
import type { Proxy } from './proxy.ts';
import { PortInUse } from './transport-layer.ts';

/** drachtio-srf compares it with v0.8.2 before it sends pings. */
const PROTOCOL_VERSION = 'v0.9.4';
const AUTHENTICATION_MS = 10_000;

export interface ControlHandlers {
  readonly requests: ApplicationRequests;
  readonly responses: ApplicationResponses;
  readonly proxy: Proxy;
  readonly orphans: Orphans;
}

/** drachtio's control protocol: the side drachtio-srf connects to. */
export class ControlServer {
  readonly #core: Core;
  readonly #handlers: ControlHandlers;
  #server: Server | undefined;
  port = 0;

  constructor(core: Core, handlers: ControlHandlers) {
    this.#core = core;
    this.#handlers = handlers;
  }

  listen(): Promise<void> {
    const { controlHost, controlPort } = this.#core.options;
    const server = createServer((socket) => this.#accept(socket));
    this.#server = server;
    return new Promise((resolve, reject) => {
      server.once('error', (error) =>
        reject(new PortInUse(`${controlHost}:${controlPort} (control)`, error)),
      );
      server.listen({ host: controlHost, port: controlPort }, () => {
        const bound = server.address();
        this.port = typeof bound === 'object' && bound ? bound.port : controlPort;
        resolve();
      });
    });
  }

  close(): void {
    for (const application of this.#core.applications.all()) application.close();
    this.#server?.close();
  }

  #accept(socket: Socket): void {
    const { applications, log } = this.#core;
    const application = new Application(socket);
    const frames = new FrameReader();
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 30_000);
    const mustAuthenticate = setTimeout(() => application.close(), AUTHENTICATION_MS);
    applications.add(application);
    socket.on('data', (chunk) => {
      try {
        for (const text of frames.push(chunk)) this.#message(application, text);
        if (application.isAuthenticated) clearTimeout(mustAuthenticate);
      } catch (error) {
        this.#core.counters.applicationErrors += 1;
        log.error({ err: error }, 'closing an application connection');
        application.close();
      }
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(mustAuthenticate);
      application.isConnected = false;
      applications.remove(application);
      if (application.isAuthenticated) {
        log.info({ tags: application.tags, applications: applications.size }, 'application gone');
        this.#handlers.orphans.applicationGone(application);
      }
    });
  }

  #message(application: Application, text: string): void {
    if (!application.isConnected) return;
    const lineEnd = text.indexOf('\r\n');
    const tokens = (lineEnd < 0 ? text : text.slice(0, lineEnd)).split('|');
    const sip = lineEnd < 0 ? '' : text.slice(lineEnd + 2);
    const [messageId = '', verb = ''] = tokens;
    if (verb === 'authenticate') return this.#authenticate(application, tokens);
    if (!application.isAuthenticated) {
      application.reply(messageId, 'NO', 'not authenticated');
      return application.close();
    }
    switch (verb) {
      case 'sip':
        return this.#sip(application, tokens, sip);
      case 'route':
        this.#addVerb(application, tokens[2] ?? '');
        return application.reply(messageId, 'OK');
      case 'remove_route':
        application.verbs.delete((tokens[2] ?? '').toLowerCase());
        return application.reply(messageId, 'OK');
      case 'ping':
        return application.reply(messageId, 'OK', 'pong');
      case 'proxy':
        return this.#handlers.proxy.start(application, tokens, sip);
      default:
        application.reply(messageId, 'NO', 'Unknown message type');
    }
  }

  #authenticate(application: Application, tokens: readonly string[]): void {
    const { options, transport, log, applications } = this.#core;
    const [messageId = '', , secret = '', tags = ''] = tokens;
    if (!isSame(secret, options.secret)) {
      application.reply(messageId, 'NO', 'incorrect secret');
      return application.close();
    }
    application.isAuthenticated = true;
    application.tags = tags === '' ? [] : tags.split(',');
    const outward = transport.addressTowards('');
    const places = [`udp/${outward}:${transport.sipPort}`, `tcp/${outward}:${transport.sipPort}`];
    if (transport.wsPort !== undefined) places.push(`ws/${outward}:${transport.wsPort}`);
    application.reply(messageId, 'OK', `${places.join(',')}|${PROTOCOL_VERSION}|${places.join(',')}`);
    log.info({ tags: application.tags, applications: applications.size }, 'application connected');
    this.#handlers.orphans.applicationCame(application);
  }

  #addVerb(application: Application, verb: string): void {
    if (verb !== '') application.verbs.add(verb.toLowerCase());
  }

  #sip(application: Application, tokens: readonly string[], text: string): void {
    const { requests, responses } = this.#handlers;
    const [messageId = '', , transactionId = '', dialogId = '', route = ''] = tokens;
    const message = parseApplicationMessage(text);
    if (!message) return application.refuse(messageId, 'invalid sip message');
    if (message.status > 0) {
      if (transactionId === '') application.refuse(messageId, 'transaction id missing');
      else if (this.#handlers.orphans.isProbe(transactionId))
        this.#handlers.orphans.probed(application, transactionId, message.status);
      else responses.respond(application, messageId, message, transactionId);
    } else if (dialogId !== '') requests.inDialog(application, messageId, message, dialogId);
    else if (message.method === 'CANCEL' && transactionId !== '')
      requests.cancel(application, messageId, message, transactionId);
    else requests.outside(application, messageId, message, route);
  }
}

function isSame(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
