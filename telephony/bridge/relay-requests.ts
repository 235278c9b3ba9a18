import { SDP } from '../sip/content-type.ts';
import type { Dialog, DialogRequest, DialogResponse } from '../sip/dialog.ts';

/** Whatever one side asks inside its dialog (hold, other media, DTMF by INFO, a message) is asked of the other. */
export function relayRequests(from: Dialog, to: Dialog): void {
  from.onRequest((request) => void relay(request, to));
}

/** Transfers are not offered yet, and nobody has subscribed to anything. */
const REFUSED: Readonly<Record<string, number>> = { REFER: 603, NOTIFY: 481 };

async function relay(request: DialogRequest, to: Dialog): Promise<void> {
  const refusal = REFUSED[request.method];
  if (refusal !== undefined) return request.reply(refusal);
  const response = await to.request(request.method, {
    body: request.body,
    ...(request.contentType === undefined ? {} : { contentType: request.contentType }),
  });
  const { acknowledge } = response;
  if (acknowledge) request.onAnswer(acknowledge);
  request.reply(replyStatus(response), {
    body: response.body,
    ...(response.body === '' ? {} : { contentType: response.contentType ?? SDP }),
  });
}

/** A side that is gone or out of reach must not end the asking side's dialog by a 481 or 408 of its own (RFC 5057). */
function replyStatus({ status }: DialogResponse): number {
  if (status >= 200 && status < 300) return 200;
  return status === 481 || status === 408 || status < 300 ? 500 : status;
}
