import Srf from 'drachtio-srf';
import type { SipEngine } from './sip-engine.ts';

/* The little of drachtio-srf that a telephone on the command line needs, with the types it really has. */

export interface SipMessage {
  readonly body?: string;
  get(name: string): string | undefined;
}

export interface SipRequest extends SipMessage {
  readonly callingNumber: string;
  readonly callingName?: string;
  on(event: 'cancel' | 'response', listener: (message: SipResponse) => void): void;
  cancel(): void;
}

export interface SipResponse extends SipMessage {
  readonly status: number;
  readonly reason: string;
}

export interface SipReply {
  send(status: number, options?: { headers?: Record<string, string>; body?: string }): void;
}

export interface SipDialog {
  readonly local: { readonly sdp: string };
  readonly remote: { readonly sdp: string };
  on(event: 'destroy', listener: (bye: SipMessage) => void): void;
  on(event: 'modify', listener: (request: SipRequest, reply: SipReply) => void): void;
  destroy(): Promise<unknown>;
}

export interface SipClient {
  connect(options: { host: string; port: number; secret: string }): void;
  disconnect(): void;
  on(event: 'connect', listener: (error: Error | null) => void): void;
  on(event: 'error', listener: (error: Error) => void): void;
  invite(handler: (request: SipRequest, reply: SipReply) => void): void;
  options(handler: (request: SipRequest, reply: SipReply) => void): void;
  createUAC(
    uri: string,
    options: { localSdp: string; headers: Record<string, string>; auth?: Credentials },
    progress: {
      cbRequest?: (error: unknown, request: SipRequest) => void;
      cbProvisional?: (response: SipResponse) => void;
    },
  ): Promise<SipDialog>;
  createUAS(request: SipRequest, reply: SipReply, options: { localSdp: string }): Promise<SipDialog>;
  request(
    uri: string,
    options: { method: string; headers: Record<string, string>; auth?: Credentials },
    callback: (error: Error | null, request?: SipRequest) => void,
  ): void;
}

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

export async function connectSipClient(engine: SipEngine): Promise<SipClient> {
  const client = new Srf() as unknown as SipClient;
  await new Promise<void>((resolve, reject) => {
    client.on('error', reject);
    client.on('connect', (error) => (error ? reject(error) : resolve()));
    client.connect({ host: '127.0.0.1', port: engine.controlPort, secret: engine.secret });
  });
  return client;
}

/** Sends a request and waits for its last response. */
export function sendRequest(
  client: SipClient,
  uri: string,
  options: Parameters<SipClient['request']>[1],
): Promise<SipResponse> {
  return new Promise((resolve, reject) => {
    // the callback form: a promise may miss a response that comes in the same packet as the echo
    client.request(uri, options, (error, request) => {
      if (error || !request) return reject(error ?? new Error('not sent'));
      request.on('response', (response) => {
        if (response.status >= 200) resolve(response);
      });
    });
  });
}

/** What a refusal means to the person on the telephone. */
export function refusalInWords(status: number, reason: string): string {
  const words = new Map([
    [403, 'not allowed'],
    [404, 'no such number'],
    [408, 'no answer'],
    [480, 'nobody is there'],
    [486, 'busy'],
    [487, 'given up'],
    [488, 'no common codec'],
    [503, 'out of service'],
    [600, 'busy everywhere'],
    [603, 'declined'],
  ]).get(status);
  return words ? `${words} (${status} ${reason})` : `${status} ${reason}`;
}
