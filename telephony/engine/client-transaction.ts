import { randomBytes, randomUUID } from 'node:crypto';
import type { Application } from './application.ts';
import type { Dialog } from './dialog.ts';
import { findHeader, header, renderHead, type Header, type SipResponse } from './sip-message.ts';
import type { TransactionContext } from './transaction-table.ts';
import type { Destination, SendWatcher, Source } from './transport.ts';

/** RFC 3261 §18.1.1: beyond this a request goes over a transport with congestion control. */
export const MAX_DATAGRAM_BYTES = 1300;

export type ClientState = 'calling' | 'proceeding' | 'completed' | 'accepted' | 'ended';

export interface RequestParts {
  readonly method: string;
  readonly uri: string;
  /** Without Via, which depends on where it is sent. */
  readonly headers: readonly Header[];
  readonly body: Buffer;
}

export interface ClientUser {
  /** Every provisional and final response, a repeated 2xx to an INVITE each time. */
  response(transaction: ClientTransaction, response: SipResponse, source: Source): void;
  /** No answer (408), nowhere to send it or refused (503), cancelled without an answer (487). */
  failed(transaction: ClientTransaction, status: 408 | 487 | 503): void;
  ended?(transaction: ClientTransaction): void;
}

export function clientKey(branch: string, method: string): string {
  return `${branch}|${method}`;
}

export function newBranch(): string {
  return `z9hG4bK${randomBytes(12).toString('hex')}`;
}

const PARTS_OF_ACK = new Set(['from', 'call-id', 'route', 'max-forwards']);
const NOBODY: ClientUser = { response: () => undefined, failed: () => undefined };

/** RFC 3261 §17.1 with the Accepted state of RFC 6026 and the fail-over of RFC 3263 §4.3. */
export class ClientTransaction implements SendWatcher {
  readonly id = randomUUID();
  readonly parts: RequestParts;
  readonly isInvite: boolean;
  state: ClientState = 'calling';
  owner: Application | undefined;
  dialog: Dialog | undefined;
  isCancelled = false;
  /** To tag of the 2xx the application was given. */
  answeredBy: string | undefined;
  destination: Destination;
  branch = '';
  /** Highest RSeq taken, by To tag, RFC 3262 §4. */
  reliableSeen: Map<string, number> | undefined;
  readonly #context: TransactionContext;
  readonly #user: ClientUser;
  readonly #targets: Destination[];
  #key = '';
  #via = '';
  #wire: Buffer | undefined;
  #timer: NodeJS.Timeout | undefined;
  #lifeTimer: NodeJS.Timeout | undefined;
  #interval = 0;
  #stopWatching: (() => void) | undefined;
  #heldCancel: readonly Header[] | undefined;
  #ack: Buffer | undefined;

  constructor(
    context: TransactionContext,
    user: ClientUser,
    parts: RequestParts,
    targets: readonly Destination[],
    branch?: string,
  ) {
    this.#context = context;
    this.#user = user;
    this.parts = parts;
    this.isInvite = parts.method === 'INVITE';
    this.#targets = [...targets];
    this.destination = this.#targets.shift() as Destination;
    this.#avoidLargeDatagrams();
    this.#address(branch ?? newBranch());
    context.table.clientById.set(this.id, this);
  }

  /** The request as sent, for the echo to the application. */
  get text(): string {
    return (this.#wire ?? this.#render()).toString('utf8');
  }

  start(): void {
    const { timers, counters } = this.#context;
    counters.requestsOut += 1;
    this.#transmit();
    // B or F
    this.#lifeTimer = setTimeout(timedOut, timers.life, this);
    // A or E
    if (this.destination.protocol === 'udp') this.#repeatAfter(timers.t1);
  }

  received(response: SipResponse, source: Source): void {
    if (this.state === 'ended') return;
    this.#stopWatchingRefusals();
    if (response.status < 200) this.#provisional(response, source);
    else if (this.isInvite) this.#finalToInvite(response, source);
    else if (this.state === 'calling' || this.state === 'proceeding') {
      this.#complete(this.destination.protocol === 'udp' ? this.#context.timers.t4 : 0);
      this.#user.response(this, response, source);
    }
  }

  /** RFC 3261 §9.1: held until a provisional came. Returns the CANCEL as it is or will be sent. */
  cancel(extra: readonly Header[]): string {
    this.isCancelled = true;
    const headers = this.#cancelHeaders(extra);
    if (this.state === 'proceeding') this.#sendCancel(headers);
    else if (this.state === 'calling') this.#heldCancel = headers;
    return renderHead(`CANCEL ${this.parts.uri} SIP/2.0`, [header('via', this.#via), ...headers], 0);
  }

  transportFailed(): void {
    this.#stopWatching = undefined;
    if (this.state === 'ended' || this.state === 'completed' || this.state === 'accepted') return;
    if (this.state === 'calling' && this.#tryNextTarget()) return;
    this.#fail(503);
  }

  timedOut(): void {
    if (this.state === 'completed' || this.state === 'accepted') this.end();
    else if (this.isCancelled && this.state === 'proceeding') this.#fail(487);
    else if (this.isInvite && this.state === 'proceeding') {
      // C: ask the far end to stop, and give it the usual time to say so.
      this.cancel([]);
    } else if (!this.#tryNextTarget()) this.#fail(408);
  }

  repeat(): void {
    const { timers, counters } = this.#context;
    counters.retransmissions += 1;
    this.#transmit();
    const doubled = this.#interval * 2;
    // E is bounded and goes to T2 once there is a provisional; A is not bounded.
    this.#repeatAfter(
      this.isInvite ? doubled : this.state === 'proceeding' ? timers.t2 : Math.min(doubled, timers.t2),
    );
  }

  end(): void {
    if (this.state === 'ended') return;
    this.state = 'ended';
    this.#clearTimers();
    this.#stopWatchingRefusals();
    this.#stopWatching?.();
    this.#stopWatching = undefined;
    const { table } = this.#context;
    if (table.clientByKey.get(this.#key) === this) table.clientByKey.delete(this.#key);
    table.clientById.delete(this.id);
    this.#user.ended?.(this);
    this.owner = undefined;
    this.dialog = undefined;
    this.#wire = undefined;
  }

  #provisional(response: SipResponse, source: Source): void {
    if (this.state !== 'calling' && this.state !== 'proceeding') return;
    this.state = 'proceeding';
    if (this.isInvite) {
      this.#clearTimers();
      const { timers } = this.#context;
      this.#lifeTimer = setTimeout(
        timedOut,
        this.isCancelled && !this.#heldCancel ? timers.life : timers.c,
        this,
      );
      if (this.#heldCancel) this.#sendCancel(this.#heldCancel);
    }
    this.#user.response(this, response, source);
  }

  #finalToInvite(response: SipResponse, source: Source): void {
    const { timers } = this.#context;
    if (response.status < 300) {
      if (this.state === 'completed') return;
      if (this.state !== 'accepted') {
        this.state = 'accepted';
        this.#clearTimers();
        this.#wire = undefined;
        // M
        this.#lifeTimer = setTimeout(timedOut, timers.life, this);
      }
      this.#user.response(this, response, source);
      return;
    }
    if (this.state === 'accepted') return;
    if (this.state === 'completed') {
      if (this.#ack) this.#context.transport.sendUnwatched(this.destination, this.#ack);
      return;
    }
    this.#ack = this.#makeAck(response);
    this.#context.transport.sendUnwatched(this.destination, this.#ack);
    // D
    this.#complete(this.destination.protocol === 'udp' ? timers.d : 0);
    this.#user.response(this, response, source);
  }

  /** Completed: repeated finals are absorbed for so long (D or K). */
  #complete(milliseconds: number): void {
    this.state = 'completed';
    this.#clearTimers();
    this.#wire = undefined;
    if (milliseconds === 0) setImmediate(timedOut, this);
    else this.#lifeTimer = setTimeout(timedOut, milliseconds, this);
  }

  #fail(status: 408 | 487 | 503): void {
    this.#user.failed(this, status);
    this.end();
  }

  #tryNextTarget(): boolean {
    const next = this.#targets.shift();
    if (!next || this.isCancelled) return false;
    this.#clearTimers();
    this.#stopWatchingRefusals();
    this.#context.table.clientByKey.delete(this.#key);
    this.destination = this.#context.transport.openStream(next);
    this.#address(newBranch());
    this.start();
    return true;
  }

  #address(branch: string): void {
    this.branch = branch;
    this.#key = clientKey(branch, this.parts.method);
    const { protocol, address } = this.destination;
    const sentBy = this.#context.transport.sentBy(protocol, address);
    this.#via = `SIP/2.0/${protocol.toUpperCase()} ${sentBy};branch=${branch};rport`;
    this.#wire = this.#render();
    this.#context.table.clientByKey.set(this.#key, this);
  }

  #render(): Buffer {
    const { method, uri, headers, body } = this.parts;
    const head = renderHead(`${method} ${uri} SIP/2.0`, [header('via', this.#via), ...headers], body.length);
    return body.length === 0 ? Buffer.from(head) : Buffer.concat([Buffer.from(head), body]);
  }

  #avoidLargeDatagrams(): void {
    const udp = this.destination;
    if (udp.protocol !== 'udp' || this.#render().length <= MAX_DATAGRAM_BYTES) return;
    // When the peer takes no TCP the datagram is still the best there is (§18.1.1, for RFC 2543 peers).
    this.#targets.unshift(udp);
    this.destination = this.#context.transport.openStream({
      protocol: 'tcp',
      address: udp.address,
      port: udp.port,
    });
  }

  #makeAck(response: SipResponse): Buffer {
    const headers: Header[] = [header('via', this.#via)];
    for (const entry of this.parts.headers) if (PARTS_OF_ACK.has(entry.key)) headers.push(entry);
    headers.push(header('to', response.to), header('cseq', `${cseqOf(this.parts)} ACK`));
    return Buffer.from(renderHead(`ACK ${this.parts.uri} SIP/2.0`, headers, 0));
  }

  #cancelHeaders(extra: readonly Header[]): Header[] {
    const headers: Header[] = [];
    for (const entry of this.parts.headers)
      if (PARTS_OF_ACK.has(entry.key) || entry.key === 'to') headers.push(entry);
    headers.push(header('cseq', `${cseqOf(this.parts)} CANCEL`), ...extra);
    return headers;
  }

  #sendCancel(headers: readonly Header[]): void {
    this.#heldCancel = undefined;
    clearTimeout(this.#lifeTimer);
    this.#lifeTimer = setTimeout(timedOut, this.#context.timers.life, this);
    const parts = { method: 'CANCEL', uri: this.parts.uri, headers, body: EMPTY };
    new ClientTransaction(this.#context, NOBODY, parts, [this.destination], this.branch).start();
  }

  #transmit(): void {
    if (!this.#wire) return;
    this.#stopWatching?.();
    this.#stopWatching = this.#context.transport.sendRequest(this.destination, this.#wire, this);
  }

  /** Over UDP a refusal only counts before the peer has answered; a stream is watched until the end. */
  #stopWatchingRefusals(): void {
    if (this.destination.protocol !== 'udp') return;
    this.#stopWatching?.();
    this.#stopWatching = undefined;
  }

  #repeatAfter(milliseconds: number): void {
    this.#interval = milliseconds;
    this.#timer = setTimeout(repeat, milliseconds, this);
  }

  #clearTimers(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#lifeTimer);
    this.#timer = undefined;
    this.#lifeTimer = undefined;
  }
}

const EMPTY = Buffer.alloc(0);

export function cseqOf(parts: RequestParts): string {
  return (findHeader(parts.headers, 'cseq') ?? '').split(' ', 1)[0] as string;
}

function timedOut(transaction: ClientTransaction): void {
  transaction.timedOut();
}

function repeat(transaction: ClientTransaction): void {
  transaction.repeat();
}
