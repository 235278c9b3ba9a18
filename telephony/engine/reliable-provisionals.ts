import { header, findHeader, type Header, type SipRequest } from './sip-message.ts';
import type { ServerTransaction } from './server-transaction.ts';
import type { Timers } from './timers.ts';

interface Pending {
  readonly rseq: number;
  readonly wire: Buffer;
}

const RACK = /^(\d{1,10})[ \t]+(\d{1,10})[ \t]+(\S+)$/;

/** RFC 3262 §3: one reliable provisional at a time, repeated until its PRACK; the rest, and a 2xx, wait in line. */
export class ReliableProvisionals {
  readonly #transaction: ServerTransaction;
  readonly #timers: Timers;
  readonly #unanswered: () => void;
  readonly #queue: Pending[] = [];
  #next: number;
  #timer: NodeJS.Timeout | undefined;
  #interval = 0;
  #waited = 0;
  #finalHeld: (() => void) | undefined;

  constructor(transaction: ServerTransaction, timers: Timers, unanswered: () => void) {
    this.#transaction = transaction;
    this.#timers = timers;
    this.#unanswered = unanswered;
    this.#next = 1 + Math.floor(Math.random() * 1000);
  }

  /** The RSeq of the next response. */
  rseq(): Header {
    const value = this.#next;
    this.#next += 1;
    return header('rseq', String(value));
  }

  send(status: number, rseq: number, wire: Buffer): void {
    this.#queue.push({ rseq, wire });
    if (this.#queue.length === 1) this.#begin(status);
  }

  /** A 2xx must not overtake a provisional that carried a session description (§3). */
  afterAcknowledgement(sendFinal: () => void): void {
    if (this.#queue.length === 0) sendFinal();
    else this.#finalHeld = sendFinal;
  }

  /** True when the PRACK names the response that waits for it. */
  acknowledged(prack: SipRequest): boolean {
    const match = RACK.exec(findHeader(prack.headers, 'rack') ?? '');
    const first = this.#queue[0];
    const invite = this.#transaction.request;
    if (!match || !first) return false;
    if (Number(match[1]) !== first.rseq || Number(match[2]) !== invite.cseq || match[3] !== 'INVITE')
      return false;
    clearTimeout(this.#timer);
    this.#queue.shift();
    if (this.#queue.length > 0) this.#begin(180);
    else {
      const sendFinal = this.#finalHeld;
      this.#finalHeld = undefined;
      sendFinal?.();
    }
    return true;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#queue.length = 0;
    this.#finalHeld = undefined;
  }

  repeat(): void {
    const first = this.#queue[0];
    if (!first) return;
    if (this.#waited >= this.#timers.life) {
      this.stop();
      this.#unanswered();
      return;
    }
    this.#transaction.resend(first.wire);
    this.#again(this.#interval * 2);
  }

  #begin(status: number): void {
    this.#waited = 0;
    this.#transaction.send(status, (this.#queue[0] as Pending).wire);
    this.#again(this.#timers.t1);
  }

  #again(milliseconds: number): void {
    this.#interval = milliseconds;
    this.#waited += milliseconds;
    this.#timer = setTimeout(repeat, milliseconds, this);
  }
}

function repeat(provisionals: ReliableProvisionals): void {
  provisionals.repeat();
}
