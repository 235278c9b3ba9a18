import type { SipMessage } from './sip-message.ts';
import type { ParseFailure } from './parse-message.ts';

export type Protocol = 'udp' | 'tcp' | 'ws';

/** Told once when what was sent cannot arrive: an ICMP refusal, or a connection that broke or never came up. */
export interface SendWatcher {
  transportFailed(): void;
}

/** A stream to one peer (TCP or WebSocket). */
export interface Connection {
  readonly protocol: 'tcp' | 'ws';
  readonly address: string;
  readonly port: number;
  /** The engine's port the connection belongs to, for Via and Contact. */
  readonly localPort: number;
  readonly source: Source;
  readonly watchers: Set<SendWatcher>;
  isOpen: boolean;
  send(data: Buffer): void;
  close(): void;
}

export interface Destination {
  readonly protocol: Protocol;
  readonly address: string;
  readonly port: number;
  readonly connection?: Connection | undefined;
}

/** Where a message came from; a response goes back there. */
export type Source = Destination;

export interface Received {
  message(message: SipMessage, source: Source): void;
  unreadable(failure: ParseFailure, source: Source): void;
  /** True when this packet may be looked at; false drops it unread. */
  admits(source: Source, size: number): boolean;
  connectionClosed(connection: Connection): void;
}

/** What was read from the wire, to whoever it concerns. */
export function handOver(read: SipMessage | ParseFailure, source: Source, received: Received): void {
  if (read.kind === 'failure') received.unreadable(read, source);
  else received.message(read, source);
}

export function hostForUri(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}

export function withoutBrackets(host: string): string {
  return host.startsWith('[') ? host.slice(1, -1) : host;
}

/** Node reports IPv4 peers of a dual-stack socket as ::ffff:1.2.3.4. */
export function plainAddress(address: string): string {
  return address.startsWith('::ffff:') ? address.slice(7) : address;
}
