import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { parseMessage } from './parse-message.ts';
import { UDP_PEER_IDLE_MS } from './timers.ts';
import { handOver, type Received, type SendWatcher } from './transport.ts';

const RECEIVE_BUFFER_BYTES = 4 * 1024 * 1024;
const MAX_PEER_SOCKETS = 256;

/** A socket on the engine's own port, connected to one peer: only so does the kernel tell of an ICMP refusal. */
interface PeerSocket {
  readonly socket: Socket;
  readonly watchers: Set<SendWatcher>;
  /** Held until the socket is connected. */
  waiting: { readonly data: Buffer; readonly watcher: SendWatcher }[] | undefined;
  usedAt: number;
}

export class UdpTransport {
  #main: Socket | undefined;
  readonly #host: string;
  readonly #received: Received;
  readonly #peers = new Map<string, PeerSocket>();
  #sweep: NodeJS.Timeout | undefined;
  port = 0;

  constructor(host: string, received: Received) {
    this.#host = host;
    this.#received = received;
  }

  async listen(port: number): Promise<void> {
    // Peer sockets share the port, which takes SO_REUSEADDR; an exclusive bind first notices another program's socket.
    const probe = this.#open(false);
    await bound(probe, this.#host, port);
    const actual = probe.address().port;
    await new Promise<void>((resolve) => probe.close(resolve));
    const main = this.#open(true);
    await bound(main, this.#host, actual);
    this.port = actual;
    this.#main = main;
    this.#listenOn(main);
    main.on('error', () => undefined);
    this.#sweep = setInterval(() => this.#closeIdlePeers(), UDP_PEER_IDLE_MS / 2);
    this.#sweep.unref();
  }

  /** Fire and forget: responses and ACKs. */
  send(address: string, port: number, data: Buffer): void {
    this.#main?.send(data, port, address, ignore);
  }

  /** With a watcher, which is told of a refusal until it unwatches. */
  sendRequest(address: string, port: number, data: Buffer, watcher: SendWatcher): () => void {
    const peer = this.#peer(address, port);
    if (!peer) {
      this.send(address, port, data);
      return ignore;
    }
    peer.usedAt = Date.now();
    peer.watchers.add(watcher);
    if (peer.waiting) peer.waiting.push({ data, watcher });
    else this.#sendTo(peer, data, watcher);
    return () => peer.watchers.delete(watcher);
  }

  close(): void {
    clearInterval(this.#sweep);
    for (const peer of this.#peers.values()) peer.socket.close();
    this.#peers.clear();
    this.#main?.close();
    this.#main = undefined;
  }

  get peerCount(): number {
    return this.#peers.size;
  }

  #peer(address: string, port: number): PeerSocket | undefined {
    const key = `${address}:${port}`;
    const known = this.#peers.get(key);
    if (known || this.#peers.size >= MAX_PEER_SOCKETS) return known;
    const socket = this.#open(true);
    const peer: PeerSocket = { socket, watchers: new Set(), waiting: [], usedAt: Date.now() };
    this.#peers.set(key, peer);
    socket.on('error', () => this.#failed(peer));
    this.#listenOn(socket);
    socket.bind({ address: this.#host, port: this.port }, () => {
      if (this.#peers.get(key) !== peer) return;
      socket.connect(port, address, (error?: Error) => {
        const waiting = peer.waiting ?? [];
        peer.waiting = undefined;
        if (error) {
          this.#peers.delete(key);
          this.#failed(peer);
          socket.close();
          return;
        }
        for (const { data, watcher } of waiting) this.#sendTo(peer, data, watcher);
      });
    });
    return peer;
  }

  /** A refusal concerns everything on its way to the peer, any other error only what could not be sent. */
  #sendTo(peer: PeerSocket, data: Buffer, watcher: SendWatcher): void {
    peer.socket.send(data, (error) => {
      if (!error) return;
      if ('code' in error && error.code === 'ECONNREFUSED') return this.#failed(peer);
      if (peer.watchers.delete(watcher)) watcher.transportFailed();
    });
  }

  #failed(peer: PeerSocket): void {
    const watchers = [...peer.watchers];
    peer.watchers.clear();
    for (const watcher of watchers) watcher.transportFailed();
  }

  #closeIdlePeers(): void {
    const limit = Date.now() - UDP_PEER_IDLE_MS;
    for (const [key, peer] of this.#peers) {
      if (peer.usedAt > limit || peer.watchers.size > 0) continue;
      this.#peers.delete(key);
      peer.socket.close();
    }
  }

  #open(reuseAddr: boolean): Socket {
    return createSocket({
      type: isIPv6(this.#host) ? 'udp6' : 'udp4',
      reuseAddr,
      recvBufferSize: RECEIVE_BUFFER_BYTES,
      lookup: asItIs,
    });
  }

  #listenOn(socket: Socket): void {
    const received = this.#received;
    socket.on('message', (packet, remote) => {
      const source = { protocol: 'udp', address: remote.address, port: remote.port } as const;
      if (packet.length < 5 || !received.admits(source, packet.length)) return;
      handOver(parseMessage(packet), source, received);
    });
  }
}

/** Only addresses come here. Node's own look-up would put the datagram off by a tick, behind a later one. */
function asItIs(
  address: string,
  _options: unknown,
  callback: (error: NodeJS.ErrnoException | null, address: string, family: number) => void,
): void {
  callback(null, address, isIPv6(address) ? 6 : 4);
}

function ignore(): void {
  // Nothing to do: retransmissions and timers stand in for lost datagrams.
}

function bound(socket: Socket, address: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind({ address, port }, () => {
      socket.off('error', reject);
      resolve();
    });
  });
}
