import Srf, { type SrfRequest, type SrfResponse } from 'drachtio-srf';
import { afterEach } from 'vitest';
import type { Target } from './target.ts';

/** Unmodified drachtio-srf; its types leave out much of what is used here, so the tests see it untyped. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Application = any;
export type Incoming = SrfRequest & Application;
export type Outgoing = SrfResponse & Application;

const open: Application[] = [];

afterEach(() => {
  for (const application of open.splice(0)) leave(application);
});

export const SDP = [
  'v=0',
  'o=- 1 1 IN IP4 127.0.0.1',
  's=-',
  'c=IN IP4 127.0.0.1',
  't=0 0',
  'm=audio 40000 RTP/AVP 0',
  'a=sendrecv',
  '',
].join('\r\n');

/** Connected, authenticated, and with its routes taken: `prepare` adds them before the connection is made. */
export async function connectApplication(
  target: Target,
  prepare: (application: Application) => void = () => undefined,
  tags: string[] = [],
): Promise<Application> {
  const application: Application = new (Srf as Application)(tags);
  prepare(application);
  application.connect({
    host: target.control.host,
    port: target.control.port,
    secret: target.control.secret,
  });
  application.on('error', () => undefined);
  open.push(application);
  await new Promise<void>((resolve, reject) => {
    application.once('connect', (error: Error | null) => (error ? reject(error) : resolve()));
  });
  // Routes are taken in order on one connection, so an answered ping says that they are all known.
  await roundTrip(application);
  return application;
}

export function leave(application: Application): void {
  const agent = application.client ?? application._app.client;
  for (const socket of agent.mapServer.keys()) agent.wp.disconnect(socket);
}

/** The TCP socket of drachtio-srf, for frames it would never send by itself. */
export function socketOf(application: Application): Application {
  return application._app.client.mapServer.keys().next().value;
}

export function roundTrip(application: Application): Promise<void> {
  const agent = application._app.client;
  const socket = socketOf(application);
  return new Promise((resolve) => {
    const messageId = agent.wp.send(socket, 'ping');
    agent.mapServer.get(socket).pendingRequests.set(messageId, () => resolve());
  });
}

export interface Requested {
  readonly request: Application;
  readonly response: Application;
  readonly provisionals: readonly Application[];
}

/** A request of the application and its final response. */
export function request(application: Application, uri: string, options: object): Promise<Requested> {
  return new Promise((resolve, reject) => {
    const provisionals: Application[] = [];
    application.request(uri, options, (error: Error | null, sent: Application) => {
      if (error) return reject(error);
      sent.on('response', (response: Application) => {
        if (response.status < 200) provisionals.push(response);
        else resolve({ request: sent, response, provisionals });
      });
    });
  });
}

/** Something an event handler hands to the test. */
export interface Arrival<Value> {
  readonly promise: Promise<Value>;
  readonly resolve: (value: Value) => void;
}

export function arrival<Value = Application>(): Arrival<Value> {
  return Promise.withResolvers<Value>();
}

/** Things that arrive one after the other. */
export class Queue<Value> {
  readonly #values: Value[] = [];
  readonly #waiting: ((value: Value) => void)[] = [];

  readonly push = (value: Value): void => {
    const waiting = this.#waiting.shift();
    if (waiting) waiting(value);
    else this.#values.push(value);
  };

  next(): Promise<Value> {
    if (this.#values.length > 0) return Promise.resolve(this.#values.shift() as Value);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  get size(): number {
    return this.#values.length;
  }
}

/** Asks again and again until it holds; for states nobody announces. */
export async function eventually(holds: () => boolean, what: string, withinMs = 5_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`never came true: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
