import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { Server } from 'socket.io';
import type { Logger } from '#platform/logger.ts';
import type { Metrics } from '#platform/metrics.ts';
import { connectRedis } from '#platform/redis.ts';
import { followAccess } from './follow-access.ts';
import { type GatewayIo, type GatewaySocket, type Guest, letReconnect, localSockets } from './gateway-io.ts';
import { keepAlive } from './keep-alive.ts';
import { joinOwnRooms } from './own-rooms.ts';
import { roomAdapter } from './room-adapter.ts';
import { channelOf, sessionRoom } from './rooms.ts';
import { serveSocket } from './serve-socket.ts';
import type { SocketUseCases } from './socket-use-cases.ts';
import { type ContactNews, tellWatchers } from './tell-watchers.ts';

export interface GatewayOptions {
  readonly httpServer: HttpServer;
  readonly redisUrl: string;
  /** Names this server among its like as the holder of its windows. */
  readonly serverId: string;
  /** Who shakes hands; rejects whoever is not signed in or comes from another site's page. */
  readonly authenticate: (request: IncomingMessage) => Promise<Guest>;
  readonly useCases: SocketUseCases;
  readonly metrics: Metrics;
  readonly logger: Logger;
  /** How often leases are renewed and sessions looked at. */
  readonly keepAliveMs?: number;
}

export interface Gateway {
  /** Lets all windows go, to come back at another server. */
  close(): Promise<void>;
}

/** Small: windows send ids only. */
const MAX_MESSAGE_BYTES = 16 * 1024;
const KEEP_ALIVE_MS = 15_000;
/** Around the promise: 99 of 100 under 300 ms (T25). */
const PAINTED_MS = [25, 50, 75, 100, 150, 200, 250, 300, 400, 500, 750, 1000, 2000, 5000] as const;

/** Socket.IO on the server's port; events come to its sockets from any process through Redis. */
export function startGateway(options: GatewayOptions): Gateway {
  const { httpServer, redisUrl, authenticate, logger, metrics } = options;
  const subscriber = connectRedis(redisUrl, 'rooms', logger);
  const commands = connectRedis(redisUrl, 'commands', logger);

  const io: GatewayIo = new Server(httpServer, {
    transports: ['websocket', 'polling'],
    serveClient: false,
    maxHttpBufferSize: MAX_MESSAGE_BYTES,
    pingInterval: 10_000,
    pingTimeout: 10_000,
    connectTimeout: 5000,
    adapter: roomAdapter({
      commands,
      subscriber,
      logger,
      heardOfContact: (news) => tellWatchers(io, news as ContactNews, options),
    }),
  });

  const open = metrics.gauge('ringdesk_sockets', 'Open sockets of windows');
  const paintedMs = metrics.histogram(
    'ringdesk_pop_painted_ms',
    'INVITE received to card painted',
    PAINTED_MS,
  );
  const service = { ...options, paintedMs };
  io.use((socket, next) => {
    authenticate(socket.request).then(
      (guest) => {
        const nothing = Promise.resolve();
        const state = { windowId: null, watchedContacts: new Set<string>(), joined: nothing, told: nothing };
        socket.data = { ...guest, ...state };
        next();
      },
      () => next(new Error('unauthenticated')),
    );
  });
  const goodbyes = new Set<Promise<void>>();
  io.on('connection', (socket) => {
    const { user } = socket.data.signedIn;
    socket.data.joined = joinOwnRooms(socket);
    open.inc();
    serveSocket(socket, service);
    socket.on('disconnect', () => {
      open.dec();
      const goodbye = sayGoodbye(socket.data.windowId, user.id, io, options).finally(() =>
        goodbyes.delete(goodbye),
      );
      goodbyes.add(goodbye);
    });
  });

  io.on('desk:missed', ({ userIds }) => {
    const missed = userIds && new Set(userIds);
    for (const socket of localSockets(io)) {
      if (!missed || missed.has(socket.data.signedIn.user.id)) letReconnect(socket);
    }
  });
  io.on('room:missed', ({ channel }) => {
    for (const socket of localSockets(io)) {
      if ([...socket.rooms].some((room) => channelOf(room) === channel)) letReconnect(socket);
    }
  });
  io.on('access:changed', (change) => followAccess(io, change, options));
  io.on('session:moved', ({ sessionId, newId }) => {
    for (const socket of localSockets(io)) {
      if (socket.data.signedIn.session.id === sessionId) moveSession(socket, newId);
    }
  });
  // who came before it was there was told of nothing either
  let hasBeenAway = true;
  subscriber.on('close', () => void (hasBeenAway = true));
  subscriber.on('ready', () => {
    // what was published meanwhile is lost; the rows are not
    if (hasBeenAway) localSockets(io).forEach(letReconnect);
    hasBeenAway = false;
  });
  const heart = keepAlive(io, { keepAliveMs: KEEP_ALIVE_MS, ...options });

  return {
    async close() {
      heart.stop();
      io.engine.close();
      await Promise.all(goodbyes);
      await io.of('/').adapter.close();
      subscriber.disconnect();
      commands.disconnect();
    },
  };
}

function moveSession(socket: GatewaySocket, id: string): void {
  const { signedIn } = socket.data;
  void socket.leave(sessionRoom(signedIn.session.id));
  void socket.join(sessionRoom(id));
  socket.data = { ...socket.data, signedIn: { ...signedIn, session: { ...signedIn.session, id } } };
}

/** The window is closed unless it has come back to this very server already. */
async function sayGoodbye(
  windowId: string | null,
  userId: string,
  io: GatewayIo,
  { useCases, serverId, logger }: GatewayOptions,
): Promise<void> {
  if (windowId === null) return;
  if (localSockets(io).some((socket) => socket.connected && socket.data.windowId === windowId)) return;
  await useCases.desk.closeWindow({ userId, windowId, serverId }).catch((error: unknown) => {
    logger.warn({ error }, 'a window is left to its lease');
  });
}
