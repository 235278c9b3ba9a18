import type { Socket } from 'node:net';
import { SDP } from './content-type.ts';
import type { RawDialog, RawReply, RawRequest } from './drachtio.ts';
import type { Link } from './link.ts';
import { sendReply } from './send-reply.ts';

export interface DialogRequest {
  readonly method: string;
  readonly contentType: string | undefined;
  readonly body: string;
  reply(status: number, content?: { readonly contentType?: string; readonly body?: string }): void;
  /** Only for a re-INVITE without an offer: the description in the ACK. */
  onAnswer(listener: (sdp: string) => void): void;
}

export interface DialogResponse {
  readonly status: number;
  readonly contentType: string | undefined;
  readonly body: string;
  /** Only for a re-INVITE that asked for an offer: must be called with the answer. */
  readonly acknowledge: ((sdp: string) => void) | null;
}

/** A confirmed SIP dialog of an INVITE. */
export interface Dialog {
  readonly callId: string;
  isOver(): boolean;
  /** The other side's present description. */
  remoteSdp(): string;
  /** `reason`: the BYE's Reason header. At most one listener; at once if it is over already. */
  onHungUp(listener: (reason: string | null) => void): void;
  /** Every other request inside the dialog but ACK and OPTIONS, which is answered 200. At most one handler. */
  onRequest(handler: (request: DialogRequest) => void): void;
  /** Never rejects: no answer is a 408, a dialog that is over a 481, an engine out of reach NO_ENGINE; also meanwhile. */
  request(
    method: string,
    content?: { readonly contentType?: string; readonly body?: string },
  ): Promise<DialogResponse>;
  /** Sends BYE, once; never throws. */
  hangUp(reason?: string): void;
  useLink(socket: Socket): void;
}

/** Stands for a status where the engine is out of reach: nothing was sent, or nobody will tell of the answer. */
const NO_ENGINE = 0;

const PASSED_ON = ['modify', 'info', 'message', 'update', 'refer', 'notify'] as const;

export function wrapDialog(raw: RawDialog, link: Link): Dialog {
  let isOver = false;
  let endReason: string | null = null;
  let onHungUp: ((reason: string | null) => void) | null = null;
  let onRequest: ((request: DialogRequest) => void) | null = null;
  const early: DialogRequest[] = [];
  const unanswered = new Set<() => void>();
  const end = (): void => {
    isOver = true;
    for (const giveUp of unanswered) giveUp();
  };

  raw.on('destroy', (bye) => {
    if (isOver) return;
    end();
    endReason = bye.get('reason') ?? null;
    onHungUp?.(endReason);
  });
  for (const event of PASSED_ON)
    raw.on(event, (request, reply) => {
      const wrapped = dialogRequest(raw, request, reply);
      if (onRequest) onRequest(wrapped);
      else early.push(wrapped);
    });

  return {
    callId: raw.sip.callId,
    isOver: () => isOver,
    remoteSdp: () => raw.remote.sdp,
    onHungUp: (listener) => {
      onHungUp = listener;
      if (isOver) listener(endReason);
    },
    onRequest: (handler) => {
      onRequest = handler;
      for (const request of early.splice(0)) handler(request);
    },
    // a request that crosses the BYE may never be answered: drachtio-server forgets it with the dialog
    request: async (method, content = {}) => {
      const { promise, resolve } = Promise.withResolvers<DialogResponse>();
      const giveUp = (): void => resolve(unansweredAs(481));
      unanswered.add(giveUp);
      const forget = link.whenBroken(() => resolve(unansweredAs(NO_ENGINE)));
      if (isOver) giveUp();
      else void sendRequest(raw, method, content).then(resolve);
      return promise.finally(() => {
        unanswered.delete(giveUp);
        forget();
      });
    },
    hangUp: (reason) => {
      if (isOver) return;
      end();
      try {
        raw.destroy(reason === undefined ? {} : { headers: { Reason: reason } }, () => undefined);
      } catch {
        // the link is gone; so is the dialog
      }
    },
    useLink: (socket) => {
      raw.req.socket = socket;
    },
  };
}

function dialogRequest(raw: RawDialog, request: RawRequest, reply: RawReply): DialogRequest {
  return {
    method: request.method,
    contentType: request.get('content-type'),
    body: request.body ?? '',
    reply: (status, { contentType, body } = {}) => {
      const headers: Record<string, string> = {};
      if (contentType !== undefined) headers['Content-Type'] = contentType;
      if (request.method === 'INVITE' && status === 200) {
        headers['Contact'] = raw.local.contact;
        if (body) raw.local.sdp = body;
      }
      sendReply(reply, status, undefined, body ? { headers, body } : { headers });
    },
    onAnswer: (listener) => raw.once('ack', (ack) => listener(ack.body ?? '')),
  };
}

/** drachtio-srf's `modify` never lets another re-INVITE through after one was refused; `request` does. */
function sendRequest(
  raw: RawDialog,
  method: string,
  { contentType, body }: { readonly contentType?: string; readonly body?: string },
): Promise<DialogResponse> {
  return new Promise((resolve) => {
    const fail = (status: number): void => resolve(unansweredAs(status));
    const headers: Record<string, string> = {};
    if (body) headers['Content-Type'] = contentType ?? SDP;
    if (method === 'INVITE') headers['Contact'] = raw.local.contact;
    try {
      raw.request({ method, headers, noAck: true, ...(body ? { body } : {}) }, (error, response, ack) => {
        if (error || !response) return fail(isDialogUnknown(error) ? 481 : NO_ENGINE);
        if (response.status < 200) return;
        if (method === 'INVITE' && response.status < 300) {
          if (body) raw.local.sdp = body;
          if (response.body) raw.remote.sdp = response.body;
        }
        resolve({
          status: response.status,
          contentType: response.get('content-type'),
          body: response.body ?? '',
          acknowledge: ack
            ? (sdp) => {
                raw.local.sdp = sdp;
                ack({ body: sdp });
              }
            : null,
        });
      });
    } catch {
      fail(NO_ENGINE);
    }
  });
}

function unansweredAs(status: number): DialogResponse {
  return { status, contentType: undefined, body: '', acknowledge: null };
}

function isDialogUnknown(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENODIALOG';
}
