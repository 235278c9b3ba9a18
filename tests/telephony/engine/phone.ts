import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach } from 'vitest';
import { WebSocket } from 'ws';
import type { Target } from './target.ts';

const NEXT_MESSAGE_MS = 5_000;

/** A SIP message as the wire had it; nothing here is shared with the engine. */
export class Message {
  readonly text: string;
  readonly start: string;
  readonly status: number;
  readonly method: string;
  readonly uri: string;
  readonly body: string;
  readonly remotePort: number;
  readonly #lines: readonly string[];

  constructor(text: string, remotePort: number) {
    const end = text.indexOf('\r\n\r\n');
    this.text = text;
    this.body = end < 0 ? '' : text.slice(end + 4);
    this.#lines = (end < 0 ? text : text.slice(0, end)).split('\r\n');
    this.start = this.#lines[0] as string;
    const words = this.start.split(' ');
    const isResponse = this.start.startsWith('SIP/2.0 ');
    this.status = isResponse ? Number(words[1]) : 0;
    this.method = isResponse ? '' : (words[0] as string);
    this.uri = isResponse ? '' : (words[1] as string);
    this.remotePort = remotePort;
  }

  all(name: string): string[] {
    const prefix = `${name.toLowerCase()}:`;
    return this.#lines
      .filter((line) => line.toLowerCase().startsWith(prefix))
      .map((line) => line.slice(prefix.length).trim());
  }

  get(name: string): string {
    return this.all(name)[0] ?? '';
  }

  get cseqMethod(): string {
    return this.get('CSeq').split(' ')[1] ?? '';
  }

  get toTag(): string {
    return /;tag=([^;>\s]+)/.exec(this.get('To'))?.[1] ?? '';
  }

  get branch(): string {
    return /;branch=([^;\s]+)/.exec(this.get('Via'))?.[1] ?? '';
  }

  get contactUri(): string {
    return /<([^>]+)>/.exec(this.get('Contact'))?.[1] ?? this.get('Contact');
  }
}

export interface RequestOptions {
  readonly callId?: string;
  readonly branch?: string;
  readonly cseq?: number;
  readonly fromTag?: string;
  readonly to?: string;
  readonly headers?: readonly string[];
  readonly body?: string;
}

const open: Phone[] = [];

afterEach(() => {
  for (const phone of open.splice(0)) phone.close();
});

/** A phone played by the test, message by message. */
export abstract class Phone {
  readonly #inbox: Message[] = [];
  readonly #waiting = new Set<() => void>();
  abstract readonly transport: 'UDP' | 'TCP' | 'WS';
  abstract readonly port: number;
  readonly host = '127.0.0.1';

  constructor() {
    open.push(this);
  }

  abstract send(text: string | Buffer, port?: number): void;
  abstract close(): void;

  protected arrived(text: string, remotePort: number): void {
    this.#inbox.push(new Message(text, remotePort));
    for (const wake of this.#waiting) wake();
  }

  /** The first message, old or new, that fits; it is taken out. */
  async next(fits: (message: Message) => boolean, withinMs = NEXT_MESSAGE_MS): Promise<Message> {
    const end = Date.now() + withinMs;
    for (;;) {
      const index = this.#inbox.findIndex(fits);
      if (index >= 0) return this.#inbox.splice(index, 1)[0] as Message;
      if (Date.now() >= end) {
        throw new Error(
          `nothing fitting came; unread: ${this.#inbox.map((message) => message.start).join(' | ')}`,
        );
      }
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          clearTimeout(timer);
          this.#waiting.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, end - Date.now());
        this.#waiting.add(wake);
      });
    }
  }

  response(status: number, method?: string, withinMs?: number): Promise<Message> {
    return this.next(
      (message) => message.status === status && (method === undefined || message.cseqMethod === method),
      withinMs,
    );
  }

  final(method: string, withinMs?: number): Promise<Message> {
    return this.next((message) => message.status >= 200 && message.cseqMethod === method, withinMs);
  }

  request(method: string, withinMs?: number): Promise<Message> {
    return this.next((message) => message.method === method, withinMs);
  }

  unread(fits: (message: Message) => boolean): number {
    return this.#inbox.filter(fits).length;
  }

  get contact(): string {
    const transport = this.transport === 'UDP' ? '' : `;transport=${this.transport.toLowerCase()}`;
    return `<sip:phone@${this.host}:${this.port}${transport}>`;
  }

  /** A request outside dialogs, or inside one when `to` carries a tag. */
  compose(method: string, uri: string, options: RequestOptions = {}): string {
    const { body = '', headers = [] } = options;
    const takesContact = ['INVITE', 'SUBSCRIBE', 'REGISTER', 'UPDATE', 'REFER', 'NOTIFY'].includes(method);
    const hasContact = headers.some((line) => /^contact:/i.test(line));
    return [
      `${method} ${uri} SIP/2.0`,
      `Via: SIP/2.0/${this.transport} ${this.host}:${this.port};branch=${options.branch ?? newBranch()};rport`,
      'Max-Forwards: 70',
      `From: <sip:phone@${this.host}:${this.port}>;tag=${options.fromTag ?? 'phonetag'}`,
      `To: ${options.to ?? `<${uri}>`}`,
      `Call-ID: ${options.callId ?? newCallId()}`,
      `CSeq: ${options.cseq ?? 1} ${method}`,
      ...(takesContact && !hasContact ? [`Contact: ${this.contact}`] : []),
      ...headers,
      ...(body === '' ? [] : ['Content-Type: application/sdp']),
      `Content-Length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n');
  }

  answer(
    request: Message,
    status: number,
    extra: readonly string[] = [],
    body = '',
    tag = 'answertag',
  ): void {
    const to = request.get('To');
    const opens = status > 100 && status < 300 && ['INVITE', 'SUBSCRIBE', 'REFER'].includes(request.method);
    const hasContact = extra.some((line) => /^contact:/i.test(line));
    const text = [
      `SIP/2.0 ${status} Said By Phone`,
      ...request.all('Via').map((via) => `Via: ${via}`),
      ...(opens ? request.all('Record-Route').map((route) => `Record-Route: ${route}`) : []),
      `From: ${request.get('From')}`,
      `To: ${to.includes(';tag=') || status === 100 ? to : `${to};tag=${tag}`}`,
      `Call-ID: ${request.get('Call-ID')}`,
      `CSeq: ${request.get('CSeq')}`,
      ...(opens && !hasContact ? [`Contact: ${this.contact}`] : []),
      ...extra,
      ...(body === '' ? [] : ['Content-Type: application/sdp']),
      `Content-Length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n');
    this.send(text, request.remotePort);
  }

  /** The ACK to a 2xx, or any other request in the dialog a response of the target made. */
  inDialog(method: string, established: Message, options: RequestOptions = {}): string {
    return this.compose(method, established.contactUri, {
      callId: established.get('Call-ID'),
      to: established.get('To'),
      cseq: Number(established.get('CSeq').split(' ')[0]),
      ...options,
    });
  }

  /** The ACK to a refusal repeats the INVITE's branch. */
  acknowledgeRefusal(invite: string, refusal: Message): void {
    const sent = new Message(invite, 0);
    this.send(
      this.compose('ACK', sent.uri, {
        callId: sent.get('Call-ID'),
        branch: sent.branch,
        cseq: Number(sent.get('CSeq').split(' ')[0]),
        to: refusal.get('To'),
        fromTag: /;tag=([^;]+)/.exec(sent.get('From'))?.[1] ?? '',
      }),
    );
  }
}

class UdpPhone extends Phone {
  readonly transport = 'UDP';
  readonly port: number;
  readonly #socket: ReturnType<typeof createSocket>;
  readonly #target: number;

  constructor(socket: ReturnType<typeof createSocket>, target: number) {
    super();
    this.#socket = socket;
    this.#target = target;
    this.port = socket.address().port;
    socket.on('message', (data, remote) => this.arrived(data.toString('utf8'), remote.port));
    socket.on('error', () => undefined);
  }

  send(text: string | Buffer, port = this.#target): void {
    this.#socket.send(text, port, this.host);
  }

  close(): void {
    this.#socket.close();
  }
}

class TcpPhone extends Phone {
  readonly transport = 'TCP';
  readonly port: number;
  #socket: Socket | undefined;
  #pending = '';

  constructor(port: number, socket?: Socket) {
    super();
    this.port = port;
    if (socket) this.use(socket);
  }

  use(socket: Socket): void {
    this.#socket = socket;
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      this.#pending += chunk.toString('utf8');
      this.#split(socket.remotePort ?? 0);
    });
  }

  send(text: string | Buffer): void {
    this.#socket?.write(text);
  }

  close(): void {
    this.#socket?.destroy();
  }

  #split(remotePort: number): void {
    for (;;) {
      const end = this.#pending.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/content-length:\s*(\d+)/i.exec(this.#pending.slice(0, end))?.[1] ?? 0);
      if (this.#pending.length < end + 4 + length) return;
      this.arrived(this.#pending.slice(0, end + 4 + length), remotePort);
      this.#pending = this.#pending.slice(end + 4 + length);
    }
  }
}

class WsPhone extends Phone {
  readonly transport = 'WS';
  readonly port = 5066;
  override readonly host = 'browser.invalid' as '127.0.0.1';
  readonly #socket: WebSocket;

  constructor(socket: WebSocket) {
    super();
    this.#socket = socket;
    socket.on('message', (data) => this.arrived(String(data), 0));
  }

  send(text: string | Buffer): void {
    this.#socket.send(text);
  }

  close(): void {
    this.#socket.terminate();
  }
}

export async function udpPhone(target: Target): Promise<Phone> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return new UdpPhone(socket, target.sip.port);
}

export async function tcpPhone(target: Target): Promise<Phone> {
  const socket = connect(target.sip.port, target.sip.host);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  return new TcpPhone(socket.localPort as number, socket);
}

/** A phone that waits for TCP connections. */
export async function tcpServerPhone(port = 0): Promise<Phone> {
  const server: Server = createServer((socket) => phone.use(socket));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  const phone: TcpPhone = new TcpPhone(typeof address === 'object' && address ? address.port : port);
  const close = phone.close.bind(phone);
  phone.close = () => {
    server.close();
    close();
  };
  return phone;
}

export async function wsPhone(port: number): Promise<Phone> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`, 'sip');
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return new WsPhone(socket);
}

export function newBranch(): string {
  return `z9hG4bK${randomBytes(8).toString('hex')}`;
}

export function newCallId(): string {
  return randomBytes(8).toString('hex');
}

/** A port nobody listens on: bound once, and let go. */
export async function deadPort(): Promise<number> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(resolve));
  return port;
}
