import { randomBytes, randomUUID } from 'node:crypto';
import type { Application } from './application.ts';
import type { Dialog } from './dialog.ts';
import { responseText } from './response-text.ts';
import { headerName, type SipRequest } from './sip-message.ts';
import type { TransactionContext } from './transaction-table.ts';
import type { Source } from './transport.ts';

const MAGIC_COOKIE = 'z9hG4bK';

export type ServerState = 'trying' | 'proceeding' | 'completed' | 'confirmed' | 'accepted' | 'ended';

/** Told about what a transaction meets by itself. */
export interface ServerUser {
  /** A 2xx to an INVITE went without its ACK for 64 × T1. */
  unacknowledged(transaction: ServerTransaction): void;
  /** The application said nothing, or let it ring too long. */
  unanswered(transaction: ServerTransaction): void;
  ended(transaction: ServerTransaction): void;
}

/** RFC 3261 §17.2.3. ACK finds the INVITE it belongs to; CANCEL is looked up with 'INVITE' by the caller. */
export function serverKey(request: SipRequest, method = request.method): string {
  const { via } = request;
  const name = method === 'ACK' ? 'INVITE' : method;
  if (via.branch.startsWith(MAGIC_COOKIE)) return `${via.branch}|${via.host}:${via.port ?? ''}|${name}`;
  return `2543|${via.host}:${via.port ?? ''}|${via.branch}|${request.callId}|${request.fromTag}|${request.cseq}|${name}`;
}

export function originKey(request: SipRequest): string {
  return `${request.callId}|${request.fromTag}|${request.cseq}|${request.method}`;
}

export function newTag(): string {
  return randomBytes(8).toString('hex');
}

/** RFC 3261 §17.2 with the Accepted state of RFC 6026; 2xx are repeated here too, as §13.3.1.4 asks of the core. */
export class ServerTransaction {
  readonly id = randomUUID();
  readonly key: string;
  readonly request: SipRequest;
  readonly source: Source;
  readonly isInvite: boolean;
  readonly isReliable: boolean;
  toTag: string;
  state: ServerState = 'trying';
  owner: Application | undefined;
  dialog: Dialog | undefined;
  isCancelled = false;
  /** Set while a proxy looks after this request. */
  canceller: (() => void) | undefined;
  readonly #context: TransactionContext;
  readonly #user: ServerUser;
  readonly #origin: string | undefined;
  #lastResponse: Buffer | undefined;
  #timer: NodeJS.Timeout | undefined;
  #lifeTimer: NodeJS.Timeout | undefined;
  #interval = 0;

  constructor(context: TransactionContext, user: ServerUser, request: SipRequest, source: Source) {
    this.#context = context;
    this.#user = user;
    this.key = serverKey(request);
    this.request = request;
    this.source = source;
    this.isInvite = request.method === 'INVITE';
    this.isReliable = source.protocol !== 'udp';
    this.toTag = request.toTag === '' ? newTag() : request.toTag;
    const { table } = context;
    table.serverByKey.set(this.key, this);
    table.serverById.set(this.id, this);
    if (request.toTag === '') {
      this.#origin = originKey(request);
      table.serverByOrigin.set(this.#origin, this);
    }
    this.#lifeTimer = setTimeout(unanswered, context.timers.applicationAnswer, this);
  }

  get isFinal(): boolean {
    return this.state !== 'trying' && this.state !== 'proceeding';
  }

  /** A response made by the engine. */
  reply(status: number, extra?: Parameters<typeof responseText>[1]['extra'], reason?: string): string {
    const text = responseText(this.request, {
      status,
      toTag: this.toTag,
      ...(extra ? { extra } : {}),
      ...(reason === undefined ? {} : { reason }),
    });
    this.send(status, Buffer.from(text));
    return text;
  }

  send(status: number, wire: Buffer): void {
    if (this.isFinal) return;
    this.#lastResponse = wire;
    this.#transmit();
    if (status < 200) {
      this.state = 'proceeding';
      return;
    }
    const { timers } = this.#context;
    this.#clearTimers();
    if (!this.isInvite) {
      this.state = 'completed';
      this.#release();
      // J
      if (this.isReliable) this.end();
      else this.#lifeTimer = setTimeout(end, timers.life, this);
      return;
    }
    const isSuccess = status < 300;
    this.state = isSuccess ? 'accepted' : 'completed';
    // H for a refusal, the limit of §13.3.1.4 for a success.
    this.#lifeTimer = setTimeout(isSuccess ? unacknowledged : end, timers.life, this);
    // G; a 2xx is repeated over any transport, since the ACK travels end to end.
    if (isSuccess || !this.isReliable) this.#repeatAfter(timers.t1);
    if (!isSuccess) this.#release();
  }

  /** A proxy's 2xx: passed on as often as it comes, never repeated from here (RFC 6026 §7.1). */
  relaySuccess(status: number, wire: Buffer): void {
    if (!this.isInvite) return this.send(status, wire);
    if (this.state === 'completed' || this.state === 'confirmed' || this.state === 'ended') return;
    this.#context.transport.sendResponse(this.source, this.request.via, wire);
    if (this.state === 'accepted') return;
    this.state = 'accepted';
    this.#clearTimers();
    this.#lastResponse = undefined;
    this.#lifeTimer = setTimeout(end, this.#context.timers.life, this);
  }

  /** Sends again without changing the state: reliable provisionals, RFC 3262. */
  resend(wire: Buffer): void {
    this.#context.counters.retransmissions += 1;
    this.#context.transport.sendResponse(this.source, this.request.via, wire);
  }

  /** Starts the wait for a final answer anew; called for each provisional of the application. */
  extend(milliseconds: number): void {
    if (this.isFinal) return;
    clearTimeout(this.#lifeTimer);
    this.#lifeTimer = setTimeout(unanswered, milliseconds, this);
  }

  requestRepeated(): void {
    if (this.#lastResponse && this.state !== 'confirmed') this.#transmit();
  }

  /** The ACK to a refusal; it is part of this transaction. */
  refusalAcknowledged(): void {
    if (this.state !== 'completed' || !this.isInvite) return;
    this.state = 'confirmed';
    this.#clearTimers();
    // I
    if (this.isReliable) this.end();
    else this.#lifeTimer = setTimeout(end, this.#context.timers.t4, this);
  }

  /** The ACK to a 2xx, found through the dialog. The transaction stays to swallow repeated INVITEs (L). */
  successAcknowledged(): void {
    if (this.state !== 'accepted' || this.#lastResponse === undefined) return;
    this.#clearTimers();
    this.#lastResponse = undefined;
    this.#release();
    this.#lifeTimer = setTimeout(end, this.#context.timers.life, this);
  }

  get isAcknowledged(): boolean {
    return this.state === 'accepted' && this.#lastResponse === undefined;
  }

  end(): void {
    if (this.state === 'ended') return;
    this.state = 'ended';
    this.#clearTimers();
    const { table } = this.#context;
    if (table.serverByKey.get(this.key) === this) table.serverByKey.delete(this.key);
    table.serverById.delete(this.id);
    if (this.#origin !== undefined && table.serverByOrigin.get(this.#origin) === this) {
      table.serverByOrigin.delete(this.#origin);
    }
    this.#user.ended(this);
    this.dialog = undefined;
    this.owner = undefined;
    this.canceller = undefined;
  }

  timedOut(): void {
    if (this.state === 'accepted') {
      this.#clearTimers();
      this.#user.unacknowledged(this);
      this.end();
    } else this.#user.unanswered(this);
  }

  repeat(): void {
    this.#context.counters.retransmissions += 1;
    this.#transmit();
    this.#repeatAfter(Math.min(this.#interval * 2, this.#context.timers.t2));
  }

  #repeatAfter(milliseconds: number): void {
    this.#interval = milliseconds;
    this.#timer = setTimeout(repeat, milliseconds, this);
  }

  #transmit(): void {
    if (this.#lastResponse)
      this.#context.transport.sendResponse(this.source, this.request.via, this.#lastResponse);
  }

  /** What is only needed to answer is let go of; thousands of ended transactions wait out their timers. */
  #release(): void {
    this.request.body = EMPTY;
    this.request.headers = this.request.headers.filter((entry) => KEPT.has(entry.key));
  }

  #clearTimers(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#lifeTimer);
    this.#timer = undefined;
    this.#lifeTimer = undefined;
  }
}

const EMPTY = Buffer.alloc(0);
const KEPT = new Set(['via', 'from', 'to', 'call-id', 'cseq', 'contact'].map((name) => headerName(name).key));

// Timer callbacks without closures: one function each for all transactions.
function end(transaction: ServerTransaction): void {
  transaction.end();
}

function unacknowledged(transaction: ServerTransaction): void {
  transaction.timedOut();
}

function unanswered(transaction: ServerTransaction): void {
  transaction.timedOut();
}

function repeat(transaction: ServerTransaction): void {
  transaction.repeat();
}
