import { randomBytes } from 'node:crypto';
import { createSocket, type RemoteInfo } from 'node:dgram';
import { readSipText, type SipText } from './sip-text.ts';

export const SDP =
  'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n' +
  'm=audio 40000 RTP/AVP 8 101\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:101 telephone-event/8000\r\na=sendrecv\r\n';

/** A UDP port that speaks SIP text; whoever owns a Call-ID hears what comes for it. */
export interface Endpoint {
  readonly port: number;
  send(text: string, to: { readonly host: string; readonly port: number }): void;
  /** Sends at once and again by RFC 3261's timer until `stop` is called, 32 s at most. */
  repeat(text: string, to: { readonly host: string; readonly port: number }): { stop(): void };
  listen(callId: string, hear: (message: SipText, from: RemoteInfo) => void): void;
  /** Hears every request of a Call-ID nobody listens to. */
  onNew(hear: (request: SipText, from: RemoteInfo) => void): void;
  close(): void;
}

const T1_MS = 500;
const T2_MS = 4000;

export async function openEndpoint(port = 0, address = '127.0.0.1'): Promise<Endpoint> {
  const socket = createSocket('udp4');
  const listeners = new Map<string, (message: SipText, from: RemoteInfo) => void>();
  const repeating = new Set<NodeJS.Timeout>();
  let hearNew: (request: SipText, from: RemoteInfo) => void = () => undefined;
  let isOpen = true;
  socket.on('message', (data, from) => {
    const message = readSipText(data.toString('utf8'));
    if (!message) return;
    const listener = listeners.get(message.header('call-id'));
    if (listener) listener(message, from);
    else if (message.method !== null && message.method !== 'ACK') hearNew(message, from);
  });
  // nobody there just now (ICMP): the timers go on
  socket.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(port, address, resolve);
  });
  socket.setRecvBufferSize(4 * 1024 * 1024);

  const send: Endpoint['send'] = (text, to) => {
    if (isOpen) socket.send(text, to.port, to.host);
  };
  return {
    port: socket.address().port,
    send,
    repeat(text, to) {
      let wait = T1_MS;
      let passed = 0;
      let timer: NodeJS.Timeout;
      const again = (): void => {
        repeating.delete(timer);
        send(text, to);
        if (passed > 64 * T1_MS) return;
        passed += wait;
        timer = setTimeout(again, wait);
        repeating.add(timer);
        wait = Math.min(2 * wait, T2_MS);
      };
      again();
      return {
        stop: () => {
          clearTimeout(timer);
          repeating.delete(timer);
        },
      };
    },
    listen: (callId, hear) => void listeners.set(callId, hear),
    onNew: (hear) => {
      hearNew = hear;
    },
    close() {
      if (!isOpen) return;
      isOpen = false;
      for (const timer of repeating) clearTimeout(timer);
      socket.close();
    },
  };
}

export const newToken = (): string => randomBytes(8).toString('hex');
