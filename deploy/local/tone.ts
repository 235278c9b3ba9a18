import { createSocket, type Socket } from 'node:dgram';
import { randomInt } from 'node:crypto';

/*
 * Just enough sound for a test call: G.711 A-law over RTP, a tone one second in four, and a count of what comes back.
 */

export interface Sound {
  readonly sdp: string;
  /** Starts sending to the address in the other side's description; again whenever that changes. */
  sendTo(sdp: string): void;
  packetsHeard(): number;
  close(): void;
}

const PACKET_MS = 20;
const SAMPLES = 160;
const PCMA = 8;

export async function openSound(address: string): Promise<Sound> {
  const socket = await bindSocket(address);
  let heard = 0;
  let timer: NodeJS.Timeout | null = null;
  socket.on('message', () => (heard += 1));
  socket.on('error', () => {}); // the other side's port may be closed already
  const session = Math.floor(Date.now() / 1000);
  const sdp = [
    ...['v=0', `o=- ${session} ${session} IN IP4 ${address}`, 's=-', `c=IN IP4 ${address}`, 't=0 0'],
    `m=audio ${socket.address().port} RTP/AVP ${PCMA} 101`,
    ...[
      `a=rtpmap:${PCMA} PCMA/8000`,
      'a=rtpmap:101 telephone-event/8000',
      `a=ptime:${PACKET_MS}`,
      'a=sendrecv',
      '',
    ],
  ].join('\r\n');

  return {
    sdp,
    packetsHeard: () => heard,
    sendTo(theirs) {
      if (timer) clearInterval(timer);
      timer = null;
      const target = targetOf(theirs);
      if (target) timer = sendTone(socket, target);
    },
    close() {
      if (timer) clearInterval(timer);
      socket.close();
    },
  };
}

function bindSocket(address: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.once('error', reject);
    socket.bind(0, address, () => resolve(socket));
  });
}

/** Where their audio goes; null when they are on hold or take no A-law. */
export function targetOf(sdp: string): { host: string; port: number } | null {
  const host = /^c=IN IP4 ([\d.]+)/m.exec(sdp)?.[1];
  const [, port, formats] = /^m=audio (\d+) RTP\/AVP ([\d ]+)/m.exec(sdp) ?? [];
  const isWanted = formats?.split(' ').includes(`${PCMA}`) && !/^a=(inactive|sendonly)/m.test(sdp);
  return host && host !== '0.0.0.0' && port && port !== '0' && isWanted ? { host, port: Number(port) } : null;
}

function sendTone(socket: Socket, { host, port }: { host: string; port: number }): NodeJS.Timeout {
  const source = randomInt(2 ** 32);
  let sequence = randomInt(2 ** 16);
  let time = randomInt(2 ** 31);
  let sample = 0;
  return setInterval(() => {
    const packet = Buffer.alloc(12 + SAMPLES);
    packet.writeUInt8(0x80, 0);
    packet.writeUInt8(PCMA, 1);
    packet.writeUInt16BE(sequence, 2);
    packet.writeUInt32BE(time, 4);
    packet.writeUInt32BE(source, 8);
    for (let index = 0; index < SAMPLES; index += 1, sample += 1) {
      const isSounding = sample % 32_000 < 8000;
      packet[12 + index] = aLaw(isSounding ? 6000 * Math.sin((2 * Math.PI * 425 * sample) / 8000) : 0);
    }
    sequence = (sequence + 1) % 2 ** 16;
    time = (time + SAMPLES) % 2 ** 32;
    socket.send(packet, port, host);
  }, PACKET_MS);
}

/** ITU-T G.711 A-law of a 16-bit linear sample. */
export function aLaw(linear: number): number {
  const isPositive = linear >= 0;
  const sample = Math.max(-32_768, Math.min(Math.round(linear), 32_767));
  const magnitude = (isPositive ? sample : ~sample) >> 3;
  const segment = Math.max(0, Math.floor(Math.log2(Math.max(magnitude, 1))) - 4);
  const code = (segment << 4) | ((magnitude >> Math.max(segment, 1)) & 0x0f);
  return (code | (isPositive ? 0x80 : 0)) ^ 0x55;
}
