import type { RawReply, RawRequest } from './drachtio.ts';
import { sendReply } from './send-reply.ts';

export interface SipSource {
  /** IP address the message really came from. */
  readonly address: string;
  readonly port: number;
  readonly transport: string;
}

export interface ReplyContent {
  readonly reason?: string;
  readonly headers?: Record<string, string>;
}

/** A request outside any dialog. */
export interface IncomingRequest {
  readonly method: string;
  readonly uri: string;
  readonly source: SipSource;
  /** Value as received, but for control characters; several headers of one name joined by ','. */
  header(name: string): string | undefined;
  /** The first call counts; nothing happens afterwards, nor when the engine is gone. */
  reply(status: number, content?: ReplyContent): void;
}

export function incomingRequest(request: RawRequest, reply: RawReply): IncomingRequest {
  return {
    method: request.method,
    uri: request.uri,
    source: { address: request.source_address, port: request.source_port, transport: request.protocol },
    // eslint-disable-next-line no-control-regex -- nothing that stores or shows a header can take them
    header: (name) => request.get(name)?.replace(/[\x00-\x08\x0a-\x1f\x7f]/g, ''),
    reply: (status, { reason, headers } = {}) => sendReply(reply, status, reason, headers ? { headers } : {}),
  };
}
