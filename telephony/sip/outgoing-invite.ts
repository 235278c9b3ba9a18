import { SDP } from './content-type.ts';
import { wrapDialog, type Dialog } from './dialog.ts';
import type { RawDialog, RawOffer, RawRefusal, RawRequest, RawSrf } from './drachtio.ts';
import type { Link } from './link.ts';

export interface OutgoingInvite {
  /** Request-URI. */
  readonly uri: string;
  /** Where it is really sent, when that is not where the URI leads (a phone behind NAT, a trunk). */
  readonly route?: string;
  /** Name-addr of the From header; its host is filled in by the engine when it is 'localhost'. */
  readonly from: string;
  /** The offer; null asks the called party for one, and the outcome is then 'offered'. */
  readonly sdp: string | null;
  readonly credentials?: { readonly username: string; readonly password: string };
  readonly headers?: Readonly<Record<string, string>>;
  /** Any 1xx, 100 included; `sdp` is early media, '' without. */
  readonly onProgress?: (status: number, sdp: string) => void;
}

export type InviteOutcome =
  | { readonly kind: 'answered'; readonly dialog: Dialog; readonly sdp: string }
  | { readonly kind: 'offered'; readonly sdp: string; readonly offer: PendingOffer }
  | { readonly kind: 'refused'; readonly status: number; readonly reason: string }
  | { readonly kind: 'cancelled' };

/** The called party has answered and waits for our description; it must be accepted or abandoned soon. */
export interface PendingOffer {
  accept(sdp: string): Promise<Dialog | null>;
  abandon(): void;
}

export interface InviteAttempt {
  /** Always settles once the engine answers or `cancel` is called; never rejects. */
  readonly outcome: Promise<InviteOutcome>;
  /** Whatever comes after it, an answer included, is taken back. `reason` is a Reason header. */
  cancel(reason?: string): void;
}

export function sendInvite(srf: RawSrf, invite: OutgoingInvite, link: Link): InviteAttempt {
  let request: RawRequest | null = null;
  let cancel: { readonly reason: string | undefined } | null = null;
  let settle: (outcome: InviteOutcome) => void = () => undefined;
  const outcome = new Promise<InviteOutcome>((resolve) => (settle = resolve));

  const onSent = (error: unknown, sent?: RawRequest): void => {
    if (error || !sent) return;
    request = sent;
    if (cancel) sendCancel(sent, cancel.reason);
  };
  const onFinal = (refusal: RawRefusal | null, result?: RawDialog | RawOffer): void => {
    if (refusal || !result) return settle(refused(refusal));
    if (isOffer(result)) {
      if (cancel) return abandon(result);
      return settle({ kind: 'offered', sdp: result.sdp, offer: pendingOffer(result, link) });
    }
    const dialog = wrapDialog(result, link);
    if (cancel) return dialog.hangUp(cancel.reason);
    settle({ kind: 'answered', dialog, sdp: result.remote.sdp });
  };

  try {
    srf.createUAC(
      invite.uri,
      {
        headers: {
          From: invite.from,
          ...(invite.sdp === null ? {} : { 'Content-Type': SDP }),
          ...invite.headers,
        },
        noAck: true,
        ...(invite.sdp === null ? {} : { localSdp: invite.sdp }),
        ...(invite.route === undefined ? {} : { proxy: invite.route }),
        ...(invite.credentials ? { auth: invite.credentials } : {}),
      },
      {
        cbRequest: onSent,
        cbProvisional: ({ status, body }) => {
          if (!cancel) invite.onProgress?.(status, body ?? '');
        },
      },
      onFinal,
    );
  } catch (error) {
    // drachtio-srf asserts a live link
    settle({ kind: 'refused', status: 503, reason: error instanceof Error ? error.message : 'not sent' });
  }

  return {
    outcome,
    cancel: (reason) => {
      if (cancel) return;
      cancel = { reason };
      settle({ kind: 'cancelled' });
      if (request) sendCancel(request, reason);
    },
  };
}

function isOffer(result: RawDialog | RawOffer): result is RawOffer {
  return 'ack' in result && typeof result.ack === 'function' && 'res' in result && !('connected' in result);
}

function pendingOffer(offer: RawOffer, link: Link): PendingOffer {
  return {
    accept: async (sdp) => {
      try {
        return wrapDialog(await offer.ack(sdp), link);
      } catch {
        return null;
      }
    },
    abandon: () => abandon(offer),
  };
}

function abandon(offer: RawOffer): void {
  offer.destroy().catch(() => undefined);
}

function refused(refusal: RawRefusal | null): InviteOutcome {
  if (refusal && typeof refusal.status === 'number')
    return { kind: 'refused', status: refusal.status, reason: refusal.reason ?? '' };
  return { kind: 'refused', status: 503, reason: refusal instanceof Error ? refusal.message : 'not sent' };
}

function sendCancel(request: RawRequest, reason: string | undefined): void {
  try {
    request.cancel(reason === undefined ? {} : { headers: { Reason: reason } }, () => undefined);
  } catch {
    // the link is gone, and the transaction with it
  }
}
