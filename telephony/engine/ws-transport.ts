import { createServer, type Server } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';
import { listenOn } from './listen-on.ts';
import { OpenStreams } from './open-streams.ts';
import { parseMessage } from './parse-message.ts';
import type { StreamLimits } from './tcp-transport.ts';
import {
  handOver,
  plainAddress,
  type Connection,
  type Received,
  type SendWatcher,
  type Source,
} from './transport.ts';

const SUBPROTOCOL = 'sip';
const KEEP_ALIVE = /^(\r\n)+$/;

class WsConnection implements Connection {
  readonly protocol = 'ws' as const;
  readonly watchers = new Set<SendWatcher>();
  isOpen = true;
  readonly address: string;
  readonly port: number;
  readonly localPort: number;
  readonly source: Source;
  readonly #socket: WebSocket;

  constructor(socket: WebSocket, address: string, port: number, localPort: number) {
    this.#socket = socket;
    this.address = address;
    this.port = port;
    this.localPort = localPort;
    this.source = { protocol: 'ws', address, port, connection: this };
  }

  send(data: Buffer): void {
    // RFC 7118 §5: text where it can be; a browser phone expects strings.
    if (this.isOpen) this.#socket.send(data, { binary: false });
  }

  close(): void {
    this.#socket.terminate();
  }
}

export interface WsLimits extends StreamLimits {
  /** Of the pages that may connect; whoever names none is no browser. */
  readonly wsOrigins: readonly string[];
}

/** SIP over WebSocket, RFC 7118: one message a frame, only ever opened by the peer. */
export class WsTransport {
  #http: Server | undefined;
  #server: WebSocketServer | undefined;
  readonly #host: string;
  readonly #received: Received;
  readonly #limits: WsLimits;
  readonly #streams: OpenStreams<WsConnection>;
  port = 0;

  constructor(host: string, limits: WsLimits, received: Received) {
    this.#host = host;
    this.#limits = limits;
    this.#received = received;
    this.#streams = new OpenStreams(received);
  }

  async listen(port: number): Promise<void> {
    const http = createServer((_request, response) => response.writeHead(426).end());
    const server = new WebSocketServer({
      server: http,
      maxPayload: this.#limits.maxMessageBytes,
      perMessageDeflate: false,
      // a browser sends the page's origin and pages anywhere may ask it to: only ours are let in
      verifyClient: ({ req }, answer) => {
        const { origin } = req.headers;
        answer(origin === undefined || this.#limits.wsOrigins.includes(origin), 403);
      },
      handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
    });
    server.on('connection', (socket, request) => {
      // of the refused ones too: what they still send must not end the engine
      socket.on('error', () => undefined);
      const address = plainAddress(request.socket.remoteAddress ?? '');
      const isSip = socket.protocol === SUBPROTOCOL;
      if (!isSip || address === '' || this.#streams.count >= this.#limits.maxConnections) {
        socket.close(1002);
        return;
      }
      this.#keep(socket, address, request.socket.remotePort ?? 0);
    });
    server.on('error', () => undefined);
    this.#http = http;
    this.#server = server;
    this.port = await listenOn(http, { host: this.#host, port });
  }

  find(address: string, port: number): Connection | undefined {
    return this.#streams.find(address, port);
  }

  close(): void {
    this.#streams.closeAll();
    this.#server?.close();
    this.#http?.close();
    this.#http?.closeAllConnections();
  }

  get connectionCount(): number {
    return this.#streams.count;
  }

  #keep(socket: WebSocket, address: string, port: number): void {
    const connection = new WsConnection(socket, address, port, this.port);
    this.#streams.add(connection);
    socket.on('message', (data) => this.#read(connection, socket, toBuffer(data)));
    socket.on('close', () => this.#streams.closed(connection));
  }

  #read(connection: WsConnection, socket: WebSocket, packet: Buffer): void {
    if (packet.length <= 4 && KEEP_ALIVE.test(packet.toString('latin1'))) {
      if (packet.length === 4) socket.send('\r\n');
      return;
    }
    if (!this.#received.admits(connection.source, packet.length)) return;
    handOver(parseMessage(packet), connection.source, this.#received);
  }
}

function toBuffer(data: Buffer | ArrayBuffer | Buffer[]): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}
