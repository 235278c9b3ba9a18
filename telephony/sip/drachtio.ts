import type { Socket } from 'node:net';
import Drachtio from 'drachtio-srf';
import { ShortLivedMap } from '#domain/shared/short-lived-map.ts';

/*
 * The part of drachtio-srf that is used, with the types it really has: its own leave out SipError, promise the wrong
 * callback arguments and know nothing of 3PCC answers.
 */

export interface RawMessage {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  get(name: string): string | undefined;
  has(name: string): boolean;
}

export interface RawRequest extends RawMessage {
  readonly method: string;
  readonly uri: string;
  readonly source_address: string;
  readonly source_port: number;
  readonly protocol: string;
  socket: Socket;
  on(event: 'cancel', listener: (cancel: RawMessage) => void): void;
  cancel(options: { headers?: Record<string, string> }, callback: (error: unknown) => void): void;
}

export interface RawResponse extends RawMessage {
  readonly status: number;
  readonly reason: string;
}

export interface RawReply {
  readonly finalResponseSent: boolean;
  send(
    status: number,
    reason: string | undefined,
    options: { headers?: Record<string, string>; body?: string },
    callback?: (error: unknown) => void,
  ): void;
}

export interface RawDialog {
  readonly sip: { readonly callId: string };
  readonly connected: boolean;
  readonly local: { sdp: string; readonly contact: string };
  readonly remote: { sdp: string };
  readonly req: RawRequest;
  on(event: 'destroy', listener: (bye: RawRequest, reason: string) => void): void;
  on(event: 'ack', listener: (ack: RawRequest) => void): void;
  on(event: string, listener: (request: RawRequest, reply: RawReply) => void): void;
  once(event: 'ack', listener: (ack: RawRequest) => void): void;
  destroy(options: { headers?: Record<string, string> }, callback: (error: unknown) => void): void;
  request(
    options: { method: string; headers?: Record<string, string>; body?: string; noAck?: boolean },
    callback: (error: unknown, response?: RawResponse, ack?: (options: { body: string }) => void) => void,
  ): void;
}

/** What createUAC hands over when it asked for an offer: nothing is acknowledged until `ack` is called. */
export interface RawOffer {
  readonly sdp: string;
  readonly res: RawResponse;
  ack(sdp: string): Promise<RawDialog>;
  destroy(): Promise<void>;
}

/** A final response that is no 2xx; other errors are plain Errors, and some are strings. */
export interface RawRefusal {
  readonly status?: number;
  readonly reason?: string;
  readonly res?: RawResponse;
}

export interface UacOptions {
  headers: Record<string, string>;
  localSdp?: string;
  proxy?: string;
  auth?: { username: string; password: string };
  noAck?: boolean;
}

export interface RawSrf {
  connect(options: {
    host: string;
    port: number;
    secret: string;
    enablePing: boolean;
    pingInterval: number;
    reconnect: { retryMaxDelay: number };
  }): void;
  disconnect(): void;
  on(event: 'connect', listener: (error: Error | null, hostPorts: string) => void): void;
  on(event: 'error' | 'close', listener: (error: unknown) => void): void;
  use(method: string, handler: (request: RawRequest, reply: RawReply) => void): void;
  createUAC(
    uri: string,
    options: UacOptions,
    progress: {
      cbRequest: (error: unknown, request?: RawRequest) => void;
      cbProvisional: (response: RawResponse) => void;
    },
    callback: (error: RawRefusal | null, result?: RawDialog | RawOffer) => void,
  ): void;
  createUAS(
    request: RawRequest,
    reply: RawReply,
    options: { localSdp: string; headers: Record<string, string> },
    callback: (error: unknown, dialog?: RawDialog) => void,
  ): void;
  readonly app: {
    readonly client?: {
      readonly mapServer: ReadonlyMap<Socket, Record<string, unknown>>;
      readonly wp: {
        closing?: boolean;
        readonly socket?: Socket;
        readonly reconnectVars: { retryTimer?: NodeJS.Timeout | null };
      };
    };
  };
}

export function createSrf(): RawSrf {
  const srf = new Drachtio() as unknown as RawSrf & { _dialogs: unknown };
  srf._dialogs = new ShortLivedMap();
  return srf;
}

/** Once a link is up: what drachtio-srf keeps of the messages on it, which leads to all of a call, is let go with it. */
export function keepShort(link: Record<string, unknown>): void {
  for (const [name, kept] of Object.entries(link))
    if (kept instanceof Map) link[name] = new ShortLivedMap(kept as Map<unknown, unknown>);
}
