import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { io, type Socket } from 'socket.io-client';
import {
  type ClientToServerEvents,
  type DeskSnapshot,
  EVENTS_VERSION,
  type ServerToClientEvents,
} from '../../../server/realtime/events.ts';
import { SESSION_COOKIE } from '../../../server/http/session-cookie.ts';
import type { TestUser } from './company.ts';
import { openSession } from './open-session.ts';

/** An agent's window without a browser. */
export interface DeskClient {
  readonly socket: Socket<ServerToClientEvents, ClientToServerEvents>;
  readonly snapshot: DeskSnapshot;
  readonly windowId: string;
  close(): void;
}

export async function connectDeskClient(url: string, user: TestUser, database: Pool): Promise<DeskClient> {
  const { token } = await openSession(database, user);
  const socket: DeskClient['socket'] = io(url, {
    transports: ['websocket'],
    extraHeaders: { cookie: `${SESSION_COOKIE}=${token}`, origin: url },
    forceNew: true,
  });
  const windowId = randomUUID();
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    const hello = { windowId, hasFocus: true, version: EVENTS_VERSION };
    const snapshot = await socket.timeout(10_000).emitWithAck('desk:opened', hello);
    if ('error' in snapshot) throw new Error(`The desk of ${user.login} does not open: ${snapshot.error}.`);
    return { socket, snapshot, windowId, close: () => void socket.disconnect() };
  } catch (error) {
    socket.disconnect();
    throw error;
  }
}
