import { networkInterfaces } from 'node:os';
import { FlowRegistry } from './flow-registry.ts';
import type { Via } from './header-values.ts';
import type { EngineOptions } from './options.ts';
import { TcpTransport } from './tcp-transport.ts';
import {
  hostForUri,
  withoutBrackets,
  type Destination,
  type Protocol,
  type Received,
  type SendWatcher,
  type Source,
} from './transport.ts';
import { UdpTransport } from './udp-transport.ts';
import { WsTransport } from './ws-transport.ts';

const DEFAULT_SIP_PORT = 5060;
const ANY_ADDRESSES = new Set(['0.0.0.0', '::']);
const PORT_ATTEMPTS = 20;

/** RFC 3261 §18: the three transports behind one face. */
export class TransportLayer {
  readonly flows = new FlowRegistry();
  readonly #options: EngineOptions;
  readonly #udp: UdpTransport;
  readonly #tcp: TcpTransport;
  readonly #ws: WsTransport;
  readonly #outwardAddress: string;

  constructor(options: EngineOptions, received: Received) {
    this.#options = options;
    this.#udp = new UdpTransport(options.sipHost, received);
    this.#tcp = new TcpTransport(options.sipHost, options, received);
    this.#ws = new WsTransport(options.sipHost, options, received);
    this.#outwardAddress = options.externalAddress ?? outwardAddress(options.sipHost);
  }

  async listen(): Promise<void> {
    await this.#listenUdpAndTcp();
    if (this.#options.wsPort === 'off') return;
    await this.#ws.listen(this.#options.wsPort).catch((error: unknown) => {
      throw new PortInUse(`${this.#options.sipHost}:${this.#options.wsPort} (SIP over WebSocket)`, error);
    });
  }

  get sipPort(): number {
    return this.#udp.port;
  }

  get wsPort(): number | undefined {
    return this.#options.wsPort === 'off' ? undefined : this.#ws.port;
  }

  /** Returns how to stop watching. */
  sendRequest(destination: Destination, data: Buffer, watcher: SendWatcher): (() => void) | undefined {
    const { protocol, address, port } = destination;
    if (protocol === 'udp') return this.#udp.sendRequest(address, port, data, watcher);
    let connection = destination.connection;
    if (!connection?.isOpen) {
      connection = protocol === 'tcp' ? this.#tcp.open(address, port) : this.#ws.find(address, port);
    }
    if (!connection) {
      setImmediate(() => watcher.transportFailed());
      return undefined;
    }
    const open = connection;
    open.watchers.add(watcher);
    open.send(data);
    return () => open.watchers.delete(watcher);
  }

  /** Requests nobody watches: ACK to a 2xx. */
  sendUnwatched(destination: Destination, data: Buffer): void {
    if (destination.protocol === 'udp') this.#udp.send(destination.address, destination.port, data);
    else this.sendRequest(destination, data, DEAF)?.();
  }

  /** RFC 3261 §18.2.2 and RFC 3581. */
  sendResponse(source: Source, via: Via, data: Buffer): void {
    if (source.protocol === 'udp') {
      const port = via.wantsRport ? source.port : (via.port ?? DEFAULT_SIP_PORT);
      // No maddr: it only ever served multicast, and would let a caller choose whom the answer hits.
      this.#udp.send(source.address, port, data);
      return;
    }
    if (source.connection?.isOpen) source.connection.send(data);
    else if (source.protocol === 'tcp')
      this.#tcp.open(source.address, via.port ?? DEFAULT_SIP_PORT).send(data);
  }

  /** An open stream to the very peer a URI names, if there is one. */
  openStream(destination: Destination): Destination {
    if (destination.connection || destination.protocol === 'udp') return destination;
    const transport = destination.protocol === 'tcp' ? this.#tcp : this.#ws;
    const connection = transport.find(destination.address, destination.port);
    return connection ? connection.source : destination;
  }

  sentBy(protocol: Protocol, peer: string): string {
    return `${hostForUri(this.addressTowards(peer))}:${this.#portOf(protocol)}`;
  }

  contactUri(protocol: Protocol, peer: string, user = ''): string {
    const transport = protocol === 'udp' ? '' : `;transport=${protocol}`;
    return `sip:${user === '' ? '' : `${user}@`}${this.sentBy(protocol, peer)}${transport}`;
  }

  addressTowards(peer: string): string {
    const isLoopback = peer.startsWith('127.') || peer === '::1';
    if (isLoopback && ANY_ADDRESSES.has(this.#options.sipHost)) return peer === '::1' ? '::1' : '127.0.0.1';
    return isLoopback ? this.#options.sipHost : this.#outwardAddress;
  }

  /** True for an address the engine itself listens on. */
  isOwn(host: string, port: number | undefined): boolean {
    const plain = withoutBrackets(host);
    const ports = [this.#udp.port, this.#ws.port];
    if (!ports.includes(port ?? DEFAULT_SIP_PORT)) return false;
    const isLoopback = plain === '127.0.0.1' || plain === '::1';
    if (isLoopback && ANY_ADDRESSES.has(this.#options.sipHost)) return true;
    return (
      plain === this.#options.sipHost ||
      plain === this.#outwardAddress ||
      plain === this.#options.externalAddress
    );
  }

  stats(): { udpPeers: number; tcpConnections: number; wsConnections: number; flows: number } {
    return {
      udpPeers: this.#udp.peerCount,
      tcpConnections: this.#tcp.connectionCount,
      wsConnections: this.#ws.connectionCount,
      flows: this.flows.size,
    };
  }

  close(): void {
    this.#udp.close();
    this.#tcp.close();
    this.#ws.close();
  }

  #portOf(protocol: Protocol): number {
    return protocol === 'ws' ? this.#ws.port : this.#udp.port;
  }

  /** Both must have the same port; a free one for UDP may be taken for TCP, so it is tried a few times. */
  async #listenUdpAndTcp(): Promise<void> {
    const { sipHost, sipPort } = this.#options;
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.#tcp.listen(sipPort);
        await this.#udp.listen(this.#tcp.port);
        return;
      } catch (error) {
        this.#tcp.close();
        if (sipPort !== 0 || attempt === PORT_ATTEMPTS)
          throw new PortInUse(`${sipHost}:${sipPort} (SIP)`, error);
      }
    }
  }
}

export class PortInUse extends Error {
  readonly place: string;

  constructor(place: string, cause: unknown) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    const why = code === 'EADDRINUSE' ? 'the port is in use' : code;
    super(`cannot listen on ${place}: ${why}`, { cause });
    this.place = place;
  }
}

const DEAF: SendWatcher = { transportFailed: () => undefined };

function outwardAddress(host: string): string {
  if (!ANY_ADDRESSES.has(host)) return host;
  for (const list of Object.values(networkInterfaces())) {
    for (const entry of list ?? []) if (!entry.internal && entry.family === 'IPv4') return entry.address;
  }
  return '127.0.0.1';
}
