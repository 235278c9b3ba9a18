import { contentLength, parseMessage, type ParseFailure } from './parse-message.ts';
import type { SipMessage } from './sip-message.ts';
import { headerName, type Header } from './sip-message.ts';

const HEAD_END = Buffer.from('\r\n\r\n');
const EMPTY = Buffer.alloc(0);

export interface FramerEvents {
  message(result: SipMessage | ParseFailure): void;
  /** RFC 5626 §4.4.1: a double CRLF asks for a single one. */
  ping(): void;
  /** The stream has lost its frame, or a message is too large: it cannot be read on. */
  broken(): void;
}

/** Cuts a TCP stream into messages by Content-Length (RFC 3261 §18.3). */
export class StreamFramer {
  #pending: Buffer = EMPTY;
  readonly #limit: number;
  readonly #events: FramerEvents;

  constructor(limit: number, events: FramerEvents) {
    this.#limit = limit;
    this.#events = events;
  }

  get isMidMessage(): boolean {
    return this.#pending.length > 0;
  }

  push(chunk: Buffer): void {
    let data = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    for (;;) {
      data = this.#skipKeepAlives(data);
      const end = data.indexOf(HEAD_END);
      if (end < 0) break;
      const length = announcedLength(data, end);
      if (length === undefined) {
        this.#events.message(parseMessage(data.subarray(0, end + HEAD_END.length)));
        this.#events.broken();
        return;
      }
      const total = end + HEAD_END.length + length;
      if (total > this.#limit) {
        this.#events.broken();
        return;
      }
      if (data.length < total) break;
      this.#events.message(parseMessage(data.subarray(0, total)));
      data = data.subarray(total);
    }
    if (data.length > this.#limit) {
      this.#events.broken();
      return;
    }
    // A copy, so that a small rest does not keep a large chunk alive.
    this.#pending = data.length === 0 ? EMPTY : Buffer.from(data);
  }

  #skipKeepAlives(data: Buffer): Buffer {
    let begin = 0;
    while (data[begin] === 13 && data[begin + 1] === 10) {
      const isDouble = data[begin + 2] === 13 && data[begin + 3] === 10;
      if (isDouble) this.#events.ping();
      begin += isDouble ? 4 : 2;
    }
    return begin === 0 ? data : data.subarray(begin);
  }
}

function announcedLength(data: Buffer, end: number): number | undefined {
  const headers: Header[] = [];
  for (const line of data.toString('latin1', 0, end).split('\r\n')) {
    const match = /^(content-length|l)[ \t]*:[ \t]*(\S*)[ \t]*$/i.exec(line);
    if (match) headers.push({ ...headerName(match[1] as string), value: match[2] as string });
  }
  const length = contentLength(headers);
  return length === 'none' ? undefined : length;
}
