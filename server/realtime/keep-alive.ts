import type { Logger } from '#platform/logger.ts';
import { lookAnew } from './follow-access.ts';
import { forgetOutOfReach } from './forget-out-of-reach.ts';
import { type GatewayIo, type GatewaySocket, letReconnect, localSockets } from './gateway-io.ts';
import { leaseFrom } from './leases.ts';
import type { SocketUseCases } from './socket-use-cases.ts';

export interface KeepAliveOptions {
  readonly useCases: SocketUseCases;
  readonly serverId: string;
  readonly keepAliveMs: number;
  readonly logger: Logger;
}

/**
 * Every few seconds: windows with a socket keep their lease; sockets whose session is over are closed, also when
 * nobody could say so; a change of rights that nobody could tell of is found; a watched contact that has left the user's
 * reach is watched no more.
 */
export function keepAlive(io: GatewayIo, options: KeepAliveOptions): { stop(): void } {
  let isBusy = false;
  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    const sockets = localSockets(io);
    Promise.all([endOver(sockets, options).then(() => look(sockets, options)), renew(sockets, options)])
      .catch((error: unknown) => options.logger.warn({ error }, 'windows could not be kept alive'))
      .finally(() => void (isBusy = false));
  }, options.keepAliveMs);
  return { stop: () => clearInterval(timer) };
}

/** Closes the sockets of sessions that are over, or that may not go on from where they are. */
export async function endOver(
  sockets: readonly GatewaySocket[],
  { useCases }: Pick<KeepAliveOptions, 'useCases'>,
): Promise<void> {
  if (sockets.length === 0) return;
  const visits = sockets.map((socket) => {
    const { signedIn, address } = socket.data;
    return { socket, sessionId: signedIn.session.id, address };
  });
  const open = new Set(await useCases.access.findOpenSessions({ visits }));
  for (const visit of visits) {
    if (open.has(visit)) continue;
    const { socket } = visit;
    socket.emit('session:ended', { reason: 'expired' });
    socket.disconnect(true);
  }
}

async function look(sockets: readonly GatewaySocket[], options: KeepAliveOptions): Promise<void> {
  await lookAnew(sockets, options, false);
  await forgetOutOfReach(sockets, options);
}

async function renew(
  sockets: readonly GatewaySocket[],
  { useCases, serverId }: KeepAliveOptions,
): Promise<void> {
  const opened = sockets.filter(({ data }) => data.windowId !== null);
  if (opened.length === 0) return;
  const windowIds = opened.flatMap(({ data }) => data.windowId ?? []);
  const leaseUntil = leaseFrom(useCases.clock.now());
  const known = new Set(await useCases.desk.renewWindows({ serverId, windowIds, leaseUntil }));
  for (const socket of opened) {
    if (socket.connected && !known.has(socket.data.windowId ?? '')) letReconnect(socket);
  }
}
