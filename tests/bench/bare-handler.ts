// What the benches measure the product against: the same engine and drachtio-srf with a handler that does as little as
// can be. BARE_MODE 'bridge' does the gateway's SIP work and nothing else: it rings a phone at BARE_PHONES (host:port),
// joins both sides and hangs up the one when the other does. 'emit' tells a user's windows through Socket.IO's Redis emitter.
import Drachtio from 'drachtio-srf';
import { Redis } from 'ioredis';
import { redisEmitter } from '../../server/realtime/redis-emitter.ts';

interface Request {
  readonly callingNumber: string;
  readonly body: string;
  on(event: 'cancel', listener: () => void): void;
}
interface Reply {
  send(status: number): void;
}
interface BareDialog {
  readonly connected: boolean;
  on(event: 'destroy', listener: () => void): void;
  destroy(): Promise<unknown>;
}
interface BareSrf {
  connect(options: { host: string; port: number; secret: string }): void;
  on(event: 'connect', listener: (error: Error | null) => void): void;
  invite(handler: (request: Request, reply: Reply) => void): void;
  createB2BUA(
    request: Request,
    reply: Reply,
    uri: string,
    options: { localSdpB: string },
  ): Promise<{ uas: BareDialog; uac: BareDialog }>;
}

type Mode = 'bridge' | 'emit';
const { BARE_MODE: mode = 'bridge', DRACHTIO_URL: drachtioUrl = '', REDIS_URL: redisUrl = '' } = process.env;
const phones = process.env['BARE_PHONES'] ?? '';
const userIds = (process.env['BARE_USER_IDS'] ?? '').split(',');
let turn = 0;
const drachtio = new URL(drachtioUrl);
const srf = new Drachtio() as unknown as BareSrf;
srf.on('connect', (error) => {
  if (error) throw error;
  process.send?.('ready');
});
srf.invite({ bridge: () => bridging, emit: emitting }[mode as Mode]());
srf.connect({
  host: drachtio.hostname,
  port: Number(drachtio.port),
  secret: decodeURIComponent(drachtio.password),
});
process.once('disconnect', () => process.exit(0));

function bridging(request: Request, reply: Reply): void {
  turn += 1;
  srf.createB2BUA(request, reply, `sip:agent${turn}@${phones}`, { localSdpB: request.body }).then(
    ({ uas, uac }) => {
      hangUpTogether(uas, uac);
      hangUpTogether(uac, uas);
    },
    () => undefined,
  );
}

function hangUpTogether(one: BareDialog, other: BareDialog): void {
  const hangUp = (): void => void other.destroy().catch(() => undefined);
  if (one.connected) one.on('destroy', hangUp);
  // a BYE that came right behind the ACK was told to nobody
  else hangUp();
}

function emitting(): (request: Request, reply: Reply) => void {
  const redis = new Redis(redisUrl);
  const emitter = redisEmitter((channel, message) => void redis.publish(channel, message));
  return (request, reply) => {
    request.on('cancel', () => undefined);
    reply.send(180);
    turn += 1;
    emitter.to(`user:${userIds[turn % userIds.length]}`).emit('bare:rang', { number: request.callingNumber });
  };
}
