import { Changes } from '../until.ts';
import { type Endpoint, newToken, SDP } from './endpoint.ts';
import { hostAndPort, type SipText, uriIn, writeSipText } from './sip-text.ts';

/** Who ended a call, and how. */
export interface CallEnd {
  readonly by: 'us' | 'them';
  /** BYE, CANCEL, or the final status of an INVITE that failed. */
  readonly how: 'BYE' | 'CANCEL' | number;
}

interface DialogEnds {
  readonly callId: string;
  /** Full header values, tags included. */
  readonly local: string;
  readonly remote: string;
  readonly remoteTarget: string;
  readonly routes: readonly string[];
}

/** What both ends of a call do once it is answered. */
export class TestDialog {
  readonly #endpoint: Endpoint;
  readonly #ends: DialogEnds;
  readonly #onEnd: (end: CallEnd) => void;
  readonly #byes = new Changes();
  #cseq = 100;
  #isByeAnswered = false;

  constructor(endpoint: Endpoint, ends: DialogEnds, onEnd: (end: CallEnd) => void) {
    this.#endpoint = endpoint;
    this.#ends = ends;
    this.#onEnd = onEnd;
  }

  /** Sends BYE and waits until it is answered, with whatever answer. */
  async hangUp(): Promise<void> {
    this.#onEnd({ by: 'us', how: 'BYE' });
    this.#cseq += 1;
    const sending = this.#endpoint.repeat(this.#request('BYE', this.#cseq), this.#nextHop());
    try {
      await this.#byes.until(() => this.#isByeAnswered, 'the BYE is answered', 33_000);
    } finally {
      sending.stop();
    }
  }

  /** `body`: our description, where the other side has made the offer. */
  acknowledge(cseq: number, body = ''): void {
    this.#endpoint.send(this.#request('ACK', cseq, body), this.#nextHop());
  }

  hear(message: SipText, from: { readonly address: string; readonly port: number }): void {
    if (message.method === null) {
      if (!message.header('cseq').endsWith('BYE') || message.status < 200) return;
      this.#isByeAnswered = true;
      return this.#byes.changed();
    }
    if (message.method === 'ACK') return;
    const to = { host: from.address, port: from.port };
    const hasOffer = message.method === 'INVITE' || (message.method === 'UPDATE' && message.body !== '');
    this.#endpoint.send(replyTo(message, 200, { body: hasOffer ? SDP : '', port: this.#endpoint.port }), to);
    if (message.method === 'BYE') this.#onEnd({ by: 'them', how: 'BYE' });
  }

  #nextHop(): { host: string; port: number } {
    return hostAndPort(uriIn(this.#ends.routes[0] ?? this.#ends.remoteTarget));
  }

  #request(method: string, cseq: number, body = ''): string {
    const { callId, local, remote, remoteTarget, routes } = this.#ends;
    return writeSipText(
      `${method} ${remoteTarget} SIP/2.0`,
      [
        ['Via', `SIP/2.0/UDP 127.0.0.1:${this.#endpoint.port};rport;branch=z9hG4bK${newToken()}`],
        ...routes.map((route) => ['Route', route] as const),
        ['Max-Forwards', '70'],
        ['From', local],
        ['To', remote],
        ['Call-ID', callId],
        ['CSeq', `${cseq} ${method}`],
        ...(body === '' ? [] : [['Content-Type', 'application/sdp'] as const]),
      ],
      body,
    );
  }
}

/** The response to a request; `tag` is ours when the request has none yet. */
export function replyTo(
  request: SipText,
  status: number,
  { tag, body = '', port }: { tag?: string; body?: string; port: number },
): string {
  const to = request.header('to');
  return writeSipText(
    `SIP/2.0 ${status} ${status < 200 ? 'Progress' : status < 300 ? 'OK' : 'Refused'}`,
    [
      ...request.headers('via').map((via) => ['Via', via] as const),
      ...request.headers('record-route').map((route) => ['Record-Route', route] as const),
      ['From', request.header('from')],
      ['To', to.includes(';tag=') || tag === undefined ? to : `${to};tag=${tag}`],
      ['Call-ID', request.header('call-id')],
      ['CSeq', request.header('cseq')],
      ['Contact', `<sip:phone@127.0.0.1:${port}>`],
      ...(body === '' ? [] : [['Content-Type', 'application/sdp'] as const]),
    ],
    body,
  );
}
