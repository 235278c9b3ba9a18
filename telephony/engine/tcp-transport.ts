import { connect, createServer, type Server, type Socket } from 'node:net';
import { listenOn } from './listen-on.ts';
import { OpenStreams } from './open-streams.ts';
import { StreamFramer } from './stream-framer.ts';
import { STREAM_CONNECT_MS, STREAM_IDLE_MS, STREAM_MESSAGE_MS } from './timers.ts';
import {
  handOver,
  plainAddress,
  type Connection,
  type Received,
  type SendWatcher,
  type Source,
} from './transport.ts';

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
        if (received.admits(this.source, 0)) handOver(result, this.source, received);
      },
      ping: () => socket.write('\r\n'),
      broken: () => socket.destroySoon(),
    });
    socket.on('data', (chunk) => this.#read(chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => clearTimeout(this.#midMessage));
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
  readonly #streams: OpenStreams<TcpConnection>;
  port = 0;

  constructor(host: string, limits: StreamLimits, received: Received) {
    this.#host = host;
    this.#limits = limits;
    this.#received = received;
    this.#streams = new OpenStreams(received);
  }

  async listen(port: number): Promise<void> {
    const server = createServer((socket) => {
      const address = plainAddress(socket.remoteAddress ?? '');
      if (address === '' || this.#streams.count >= this.#limits.maxConnections) {
        socket.destroy();
        return;
      }
      this.#keep(socket, address, socket.remotePort ?? 0);
    });
    this.#server = server;
    this.port = await listenOn(server, { host: this.#host, port, backlog: 1024 });
  }

  find(address: string, port: number): Connection | undefined {
    return this.#streams.find(address, port);
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
    this.#streams.closeAll();
  }

  get connectionCount(): number {
    return this.#streams.count;
  }

  #keep(socket: Socket, address: string, port: number): TcpConnection {
    const { maxMessageBytes } = this.#limits;
    const connection = new TcpConnection(socket, address, port, this.port, this.#received, maxMessageBytes);
    this.#streams.add(connection);
    socket.once('close', () => this.#streams.closed(connection));
    return connection;
  }
}
