import { SDP } from './content-type.ts';
import { wrapDialog, type Dialog } from './dialog.ts';
import type { RawReply, RawRequest, RawSrf } from './drachtio.ts';
import { incomingRequest, type IncomingRequest } from './incoming-request.ts';
import type { Link } from './link.ts';

/** A new call that came in. It listens for CANCEL from its first moment. */
export interface IncomingInvite extends IncomingRequest {
  readonly callId: string;
  /** The offer; '' when the caller leaves the offer to us. */
  readonly sdp: string;
  isCancelled(): boolean;
  /** At most one listener; called at once if the CANCEL has already come. `reason` is its Reason header. */
  onCancelled(listener: (reason: string | null) => void): void;
  /** 180, 182, 183 without a body. */
  progress(status: number): void;
  /**
   * 200 with the given description. Null when the caller was gone first, or the engine is before it said what became of it.
   * Without an offer in the INVITE, `onAnswer` receives the description in the ACK. Not when a BYE comes right behind
   * it: drachtio-srf puts the ACK off by a turn, and the BYE drops its listeners. The dialog's `remoteSdp` has it then.
   */
  answer(sdp: string, onAnswer?: (sdp: string) => void): Promise<Dialog | null>;
}

export function incomingInvite(
  srf: RawSrf,
  request: RawRequest,
  reply: RawReply,
  link: Link,
): IncomingInvite {
  let cancelReason: string | null | undefined;
  let listener: ((reason: string | null) => void) | null = null;
  request.on('cancel', (cancel) => {
    cancelReason = cancel.get('reason') ?? null;
    listener?.(cancelReason);
  });
  const incoming = incomingRequest(request, reply);
  return {
    ...incoming,
    callId: incoming.header('call-id') ?? '',
    sdp: request.body ?? '',
    isCancelled: () => cancelReason !== undefined,
    onCancelled: (added) => {
      listener = added;
      if (cancelReason !== undefined) added(cancelReason);
    },
    progress: (status) => {
      if (cancelReason === undefined && !reply.finalResponseSent) reply.send(status, undefined, {});
    },
    answer: (sdp, onAnswer) =>
      new Promise((resolve) => {
        if (cancelReason !== undefined || reply.finalResponseSent) return resolve(null);
        // the engine may have sent it and died before it told: nothing would ever come back
        const forget = link.whenBroken(() => resolve(null));
        srf.createUAS(
          request,
          reply,
          { localSdp: sdp, headers: { 'Content-Type': SDP } },
          (error, dialog) => {
            const isLinked = forget();
            if (error || !dialog) return resolve(null);
            if (!isLinked) return wrapDialog(dialog, link).hangUp();
            if (onAnswer) dialog.once('ack', (ack) => onAnswer(ack.body ?? ''));
            resolve(wrapDialog(dialog, link));
          },
        );
      }),
  };
}
