import type { DefaultEventsMap, Server, Socket } from 'socket.io';
import type { SignedIn } from '#domain/access/session.ts';
import type { ClientToServerEvents, ServerToClientEvents } from './events.ts';
import type { ServerSideEvents } from './server-side-events.ts';

/** Who has been let in, and whence. */
export interface Guest {
  readonly signedIn: SignedIn;
  readonly address: string;
}

/** What the gateway knows of a socket. */
export interface SocketData {
  /** As of the handshake, or the last change of rights. */
  signedIn: SignedIn;
  /** Whence it came, behind trusted proxies. */
  readonly address: string;
  /** Set by `desk:opened`. */
  windowId: string | null;
  readonly watchedContacts: Set<string>;
  /** Done when it hears what its own user is told. */
  joined: Promise<void>;
  /** Done when everything heard so far of watched contacts has been told. */
  told: Promise<void>;
}

export type GatewayIo = Server<ClientToServerEvents, ServerToClientEvents, ServerSideEvents, SocketData>;
export type GatewaySocket = Socket<ClientToServerEvents, ServerToClientEvents, DefaultEventsMap, SocketData>;

/**
 * Drops the connection without a goodbye, so that the client comes back by itself, opens its window anew and takes a
 * snapshot. (A disconnect that the server announces is final for Socket.IO's client.)
 */
export function letReconnect(socket: GatewaySocket): void {
  socket.conn.close();
}

export function localSockets(io: GatewayIo): GatewaySocket[] {
  return [...io.of('/').sockets.values()] as unknown as GatewaySocket[];
}
