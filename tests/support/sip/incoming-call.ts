import { Changes } from '../until.ts';
import { type CallEnd, replyTo, TestDialog } from './dialog.ts';
import { type Endpoint, newToken, SDP } from './endpoint.ts';
import { type SipText, uriIn } from './sip-text.ts';

/** A call that reaches a telephone of a test: it does what the test says, when the test says it. */
export class IncomingCall {
  readonly invite: SipText;
  readonly receivedAt = performance.now();
  readonly #endpoint: Endpoint;
  readonly #source: { readonly host: string; readonly port: number };
  readonly #changes = new Changes();
  readonly #tag = newToken();
  #lastReply = '';
  #answering: { stop(): void } | null = null;
  #isAcknowledged = false;
  #dialog: TestDialog | null = null;
  #end: CallEnd | null = null;

  constructor(endpoint: Endpoint, invite: SipText, from: { address: string; port: number }) {
    this.#endpoint = endpoint;
    this.invite = invite;
    this.#source = { host: from.address, port: from.port };
    endpoint.listen(invite.header('call-id'), (message, source) => this.#hear(message, source));
    this.#reply(100);
  }

  /** The user part of the caller's From. */
  get caller(): string {
    return decodeURIComponent(/^sips?:([^@;]+)@/.exec(uriIn(this.invite.header('from')))?.[1] ?? '');
  }

  /** The user part of the number or phone that was dialled. */
  get dialled(): string {
    return decodeURIComponent(/^sips?:([^@;]+)@/.exec(this.invite.uri)?.[1] ?? '');
  }

  ring(): void {
    this.#reply(180);
  }

  /** Answers and waits for the ACK. */
  async answer(): Promise<void> {
    const body = SDP;
    this.#lastReply = replyTo(this.invite, 200, { tag: this.#tag, body, port: this.#endpoint.port });
    this.#answering = this.#endpoint.repeat(this.#lastReply, this.#source);
    this.#dialog = new TestDialog(
      this.#endpoint,
      {
        callId: this.invite.header('call-id'),
        local: `${this.invite.header('to')};tag=${this.#tag}`,
        remote: this.invite.header('from'),
        remoteTarget: uriIn(this.invite.header('contact')),
        routes: this.invite.headers('record-route'),
      },
      (end) => this.#over(end),
    );
    await this.#changes.until(() => this.#isAcknowledged || this.#end, 'the answer is acknowledged');
  }

  reject(status = 486): void {
    this.#reply(status);
    this.#over({ by: 'us', how: status });
  }

  async hangUp(): Promise<void> {
    if (!this.#dialog) throw new Error('This call was never answered.');
    await this.#dialog.hangUp();
  }

  ended(withinMs?: number): Promise<CallEnd> {
    return this.#changes.until(() => this.#end, 'the call at the phone ends', withinMs);
  }

  get hasEnded(): boolean {
    return this.#end !== null;
  }

  #hear(message: SipText, from: { address: string; port: number }): void {
    const isFirst = message.header('cseq') === this.invite.header('cseq');
    if (message.method === 'INVITE' && isFirst) this.#endpoint.send(this.#lastReply, this.#source);
    else if (message.method === 'ACK') {
      this.#answering?.stop();
      this.#isAcknowledged = true;
      this.#changes.changed();
    } else if (message.method === 'CANCEL') {
      this.#endpoint.send(replyTo(message, 200, { tag: this.#tag, port: this.#endpoint.port }), this.#source);
      if (this.#dialog || this.#end) return;
      this.#reply(487);
      this.#over({ by: 'them', how: 'CANCEL' });
    } else this.#dialog?.hear(message, from);
  }

  #reply(status: number): void {
    const tag = status > 100 ? { tag: this.#tag } : {};
    this.#lastReply = replyTo(this.invite, status, { ...tag, port: this.#endpoint.port });
    this.#endpoint.send(this.#lastReply, this.#source);
  }

  #over(end: CallEnd): void {
    this.#answering?.stop();
    this.#end ??= end;
    this.#changes.changed();
  }
}
