// What the benches measure the product against: the same engine and drachtio-srf with a handler that does next to
// nothing. BARE_MODE 'emit' tells a user's windows through Socket.IO's Redis emitter; 'answer' picks up at once.
import { Emitter } from '@socket.io/redis-emitter';
import Drachtio from 'drachtio-srf';
import { Redis } from 'ioredis';
import { SDP } from '../support/sip/endpoint.ts';

interface Request {
  readonly callingNumber: string;
  on(event: 'cancel', listener: () => void): void;
}
interface Reply {
  send(status: number): void;
}
interface BareSrf {
  connect(options: { host: string; port: number; secret: string }): void;
  on(event: 'connect', listener: (error: Error | null) => void): void;
  invite(handler: (request: Request, reply: Reply) => void): void;
  createUAS(
    request: Request,
    reply: Reply,
    options: { localSdp: string },
  ): Promise<{ on(event: 'destroy', end: () => void): void }>;
}

const { BARE_MODE: mode = 'answer', DRACHTIO_URL: drachtioUrl = '', REDIS_URL: redisUrl = '' } = process.env;
const userIds = (process.env['BARE_USER_IDS'] ?? '').split(',');
const drachtio = new URL(drachtioUrl);
const srf = new Drachtio() as unknown as BareSrf;
srf.on('connect', (error) => {
  if (error) throw error;
  process.send?.('ready');
});
srf.invite(mode === 'emit' ? emitting() : answering);
srf.connect({
  host: drachtio.hostname,
  port: Number(drachtio.port),
  secret: decodeURIComponent(drachtio.password),
});
process.once('disconnect', () => process.exit(0));

function answering(request: Request, reply: Reply): void {
  srf.createUAS(request, reply, { localSdp: SDP }).then(
    (dialog) => dialog.on('destroy', () => undefined),
    () => undefined,
  );
}

function emitting(): (request: Request, reply: Reply) => void {
  const emitter = new Emitter(new Redis(redisUrl));
  let turn = 0;
  return (request, reply) => {
    request.on('cancel', () => undefined);
    reply.send(180);
    turn += 1;
    emitter.to(`user:${userIds[turn % userIds.length]}`).emit('bare:rang', { number: request.callingNumber });
  };
}
