import { Changes } from '../until.ts';
import { type CallEnd, TestDialog } from './dialog.ts';
import { type Endpoint, newToken, SDP } from './endpoint.ts';
import { type SipText, uriIn, writeSipText } from './sip-text.ts';

export interface OutgoingCallOptions {
  readonly from: string;
  readonly to: string;
  /** Where the INVITE goes. */
  readonly host: string;
  readonly port: number;
  readonly displayName?: string;
  readonly headers?: readonly (readonly [string, string])[];
  /** The INVITE says nothing of media; our description goes with the ACK. */
  readonly leavesOffer?: boolean;
}

/** A call that a test places, as a trunk would bring it. */
export class OutgoingCall {
  readonly callId = `${newToken()}@test`;
  /** When the INVITE left, by performance.now(). */
  readonly sentAt: number;
  readonly #endpoint: Endpoint;
  readonly #options: OutgoingCallOptions;
  readonly #changes = new Changes();
  readonly #branch = `z9hG4bK${newToken()}`;
  readonly #local: string;
  readonly #invite: { stop(): void };
  #statuses: number[] = [];
  #dialog: TestDialog | null = null;
  #end: CallEnd | null = null;

  constructor(endpoint: Endpoint, options: OutgoingCallOptions) {
    this.#endpoint = endpoint;
    this.#options = options;
    const name = options.displayName ? `"${options.displayName}" ` : '';
    this.#local = `${name}<sip:${options.from}@127.0.0.1>;tag=${newToken()}`;
    endpoint.listen(this.callId, (message, from) => this.#hear(message, from));
    this.sentAt = performance.now();
    this.#invite = endpoint.repeat(
      this.#request('INVITE', [
        ['Contact', `<sip:${encodeURIComponent(options.from)}@127.0.0.1:${endpoint.port}>`],
        ...(options.leavesOffer ? [] : [['Content-Type', 'application/sdp'] as const]),
        ...(options.headers ?? []),
      ]),
      options,
    );
  }

  get statuses(): readonly number[] {
    return this.#statuses;
  }

  /** A provisional beyond 100: somebody's phone rings, or the caller is held in the queue. */
  progressed(withinMs?: number): Promise<number> {
    return this.#until(
      () => this.#statuses.find((status) => status > 100),
      'the call makes progress',
      withinMs,
    );
  }

  rang(withinMs?: number): Promise<number> {
    return this.#until(
      () => this.#statuses.find((status) => status === 180),
      'it rings for the caller',
      withinMs,
    );
  }

  answered(withinMs?: number): Promise<TestDialog> {
    return this.#until(() => this.#dialog, 'the call is answered', withinMs);
  }

  ended(withinMs?: number): Promise<CallEnd> {
    return this.#until(() => this.#end, 'the call ends', withinMs);
  }

  async hangUp(): Promise<void> {
    await (await this.answered()).hangUp();
  }

  /** Gives up before an answer; waits for the provisional a CANCEL needs (RFC 3261 section 9.1). */
  async cancel(): Promise<void> {
    await this.#until(() => this.#statuses[0], 'a response that allows CANCEL');
    const sending = this.#endpoint.repeat(this.#request('CANCEL', []), this.#options);
    try {
      await this.ended();
    } finally {
      sending.stop();
    }
  }

  /** Sends what ends it in this state, and does not look what becomes of it. */
  abandon(): void {
    this.#invite.stop();
    if (this.#end) return;
    if (this.#dialog) this.#dialog.hangUp().catch(() => undefined);
    else this.#endpoint.send(this.#request('CANCEL', []), this.#options);
  }

  #until<T>(look: () => T | null | undefined | false, what: string, withinMs?: number): Promise<T> {
    return this.#changes.until(look, what, withinMs).catch((error: Error) => {
      throw new Error(`${error.message} The caller heard: ${this.#statuses.join(', ') || 'nothing'}.`);
    });
  }

  #hear(message: SipText, from: { address: string; port: number }): void {
    if (message.method !== null) this.#dialog?.hear(message, from);
    else if (message.header('cseq').endsWith('INVITE')) this.#hearResponse(message);
    else this.#dialog?.hear(message, from);
    this.#changes.changed();
  }

  #hearResponse(response: SipText): void {
    this.#invite.stop();
    this.#statuses.push(response.status);
    if (response.status < 200) return;
    if (response.status >= 300) {
      this.#endpoint.send(this.#request('ACK', [], response.header('to')), this.#options);
      this.#end ??= { by: 'them', how: response.status };
      return;
    }
    this.#dialog ??= new TestDialog(
      this.#endpoint,
      {
        callId: this.callId,
        local: this.#local,
        remote: response.header('to'),
        remoteTarget: uriIn(response.header('contact')),
        routes: [...response.headers('record-route')].reverse(),
      },
      (end) => {
        this.#end ??= end;
        this.#changes.changed();
      },
    );
    this.#dialog.acknowledge(1, this.#options.leavesOffer ? SDP : '');
  }

  #request(method: string, extra: readonly (readonly [string, string])[], to?: string): string {
    const target = `sip:${this.#options.to}@${this.#options.host}:${this.#options.port}`;
    return writeSipText(
      `${method} ${target} SIP/2.0`,
      [
        ['Via', `SIP/2.0/UDP 127.0.0.1:${this.#endpoint.port};rport;branch=${this.#branch}`],
        ['Max-Forwards', '70'],
        ['From', this.#local],
        ['To', to ?? `<${target}>`],
        ['Call-ID', this.callId],
        ['CSeq', `1 ${method}`],
        ...extra,
      ],
      method === 'INVITE' && !this.#options.leavesOffer ? SDP : '',
    );
  }
}
