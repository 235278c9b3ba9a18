import { connect, createServer, type Server, type Socket } from 'node:net';
import { StreamFramer } from './stream-framer.ts';
import { STREAM_CONNECT_MS, STREAM_IDLE_MS, STREAM_MESSAGE_MS } from './timers.ts';
import { plainAddress, type Connection, type Received, type SendWatcher, type Source } from './transport.ts';

export interface StreamLimits {
  readonly maxMessageBytes: number;
  readonly maxConnections: number;
}

class TcpConnection implements Connection {
  readonly protocol = 'tcp' as const;
  readonly watchers = new Set<SendWatcher>();
  isOpen = true;
  readonly address: string;
  readonly port: number;
  readonly localPort: number;
  readonly source: Source;
  readonly socket: Socket;
  #midMessage: NodeJS.Timeout | undefined;
  readonly #framer: StreamFramer;

  constructor(
    socket: Socket,
    address: string,
    port: number,
    localPort: number,
    received: Received,
    limit: number,
  ) {
    this.socket = socket;
    this.address = address;
    this.port = port;
    this.localPort = localPort;
    this.source = { protocol: 'tcp', address, port, connection: this };
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 30_000);
    socket.setTimeout(STREAM_IDLE_MS, () => socket.destroy());
    this.#framer = new StreamFramer(limit, {
      message: (result) => {
        if (!received.admits(this.source, 0)) return;
        if (result.kind === 'failure') received.unreadable(result, this.source);
        else received.message(result, this.source);
      },
      ping: () => socket.write('\r\n'),
      broken: () => socket.destroySoon(),
    });
    socket.on('data', (chunk) => this.#read(chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.isOpen = false;
      clearTimeout(this.#midMessage);
      received.connectionClosed(this);
      const watchers = [...this.watchers];
      this.watchers.clear();
      for (const watcher of watchers) watcher.transportFailed();
    });
  }

  send(data: Buffer): void {
    if (this.isOpen) this.socket.write(data);
  }

  close(): void {
    this.socket.destroy();
  }

  #read(chunk: Buffer): void {
    this.#framer.push(chunk);
    // A peer that begins a message and never ends it must not hold the buffer for ever.
    if (!this.#framer.isMidMessage) {
      clearTimeout(this.#midMessage);
      this.#midMessage = undefined;
    } else this.#midMessage ??= setTimeout(() => this.socket.destroy(), STREAM_MESSAGE_MS);
  }
}

export class TcpTransport {
  #server: Server | undefined;
  readonly #host: string;
  readonly #received: Received;
  readonly #limits: StreamLimits;
  readonly #connections = new Map<string, TcpConnection>();
  port = 0;

  constructor(host: string, limits: StreamLimits, received: Received) {
    this.#host = host;
    this.#limits = limits;
    this.#received = received;
  }

  listen(port: number): Promise<void> {
    const server = createServer((socket) => {
      const address = plainAddress(socket.remoteAddress ?? '');
      if (address === '' || this.#connections.size >= this.#limits.maxConnections) {
        socket.destroy();
        return;
      }
      this.#keep(socket, address, socket.remotePort ?? 0);
    });
    this.#server = server;
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host: this.#host, port, backlog: 1024 }, () => {
        server.off('error', reject);
        server.on('error', () => undefined);
        const bound = server.address();
        this.port = typeof bound === 'object' && bound ? bound.port : port;
        resolve();
      });
    });
  }

  find(address: string, port: number): Connection | undefined {
    return this.#connections.get(`${address}:${port}`);
  }

  /** The open connection to the peer, or a new one; its watchers hear when it cannot be made. */
  open(address: string, port: number): Connection {
    const known = this.find(address, port);
    if (known?.isOpen) return known;
    const socket = connect({ host: address, port });
    const connection = this.#keep(socket, address, port);
    const giveUp = setTimeout(() => socket.destroy(), STREAM_CONNECT_MS);
    socket.once('connect', () => clearTimeout(giveUp));
    socket.once('close', () => clearTimeout(giveUp));
    return connection;
  }

  close(): void {
    this.#server?.close();
    for (const connection of this.#connections.values()) connection.close();
    this.#connections.clear();
  }

  get connectionCount(): number {
    return this.#connections.size;
  }

  #keep(socket: Socket, address: string, port: number): TcpConnection {
    const key = `${address}:${port}`;
    const { maxMessageBytes } = this.#limits;
    const connection = new TcpConnection(socket, address, port, this.port, this.#received, maxMessageBytes);
    this.#connections.set(key, connection);
    socket.once('close', () => {
      if (this.#connections.get(key) === connection) this.#connections.delete(key);
    });
    return connection;
  }
}
