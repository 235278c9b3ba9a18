import { io, type Socket } from 'socket.io-client';
import type {
  ClientToServerEvents,
  DeskSnapshot,
  EVENTS_VERSION,
  ServerToClientEvents,
} from '../../../server/realtime/events.ts';
import type { DeskEvent, DeskEventName } from './desk-state.ts';

/** The version this page was built for; a server that speaks another answers 'outdated'. */
const version: typeof EVENTS_VERSION = 1;

const deskEvents: Readonly<Record<DeskEventName, true>> = {
  'call:rang': true,
  'call:answered': true,
  'call:ended': true,
  'call:withdrawn': true,
  'call:identified': true,
  'wrap_up:started': true,
  'wrap_up:completed': true,
  'agent:changed': true,
  'meeting:changed': true,
  'meeting:reminded': true,
  'meeting:next_changed': true,
  'hand_over:requested': true,
  'hand_over:closed': true,
  'hand_over:decided': true,
};

export interface DeskSocketHandlers {
  readonly event: (event: DeskEvent) => void;
  readonly connected: () => void;
  readonly disconnected: () => void;
  readonly timeline: ServerToClientEvents['timeline:changed'];
  readonly contact: ServerToClientEvents['contact:changed'];
  readonly accessChanged: ServerToClientEvents['access:changed'];
  readonly sessionEnded: ServerToClientEvents['session:ended'];
}

export interface DeskSocket {
  readonly open: (windowId: string) => Promise<DeskSnapshot | 'outdated' | 'unavailable'>;
  readonly focused: (windowId: string) => void;
  readonly painted: (callId: string, windowId: string) => void;
  /** True once events of the contact arrive; false: the connection was lost before. */
  readonly watch: (contactId: string) => Promise<boolean>;
  readonly unwatch: (contactId: string) => void;
  readonly close: () => void;
}

export function connectDesk(handlers: DeskSocketHandlers): DeskSocket {
  const socket: Socket<ServerToClientEvents, ClientToServerEvents> = io({
    transports: ['websocket', 'polling'],
    reconnectionDelay: 300,
    reconnectionDelayMax: 3000,
  });
  let isClosed = false;
  for (const name of Object.keys(deskEvents) as DeskEventName[]) {
    socket.on(name, ((data: DeskEvent['data']) => handlers.event({ name, data } as DeskEvent)) as never);
  }
  socket.on('timeline:changed', handlers.timeline);
  socket.on('contact:changed', handlers.contact);
  socket.on('access:changed', handlers.accessChanged);
  socket.on('session:ended', handlers.sessionEnded);
  socket.on('connect', handlers.connected);
  socket.on('disconnect', (reason) => {
    handlers.disconnected();
    // A server that goes away on purpose is the one case in which the client does not come back by itself.
    if (reason === 'io server disconnect') setTimeout(() => !isClosed && socket.connect(), 500);
  });
  socket.on('connect_error', handlers.disconnected);
  return {
    async open(windowId) {
      try {
        const hello = { windowId, hasFocus: document.hasFocus(), version };
        const answer = await socket.timeout(5000).emitWithAck('desk:opened', hello);
        return 'error' in answer ? answer.error : answer;
      } catch {
        return 'unavailable';
      }
    },
    focused: (windowId) => socket.emit('window:focused', { windowId }),
    painted: (callId, windowId) => socket.emit('pop:painted', { callId, windowId }),
    async watch(contactId) {
      try {
        await socket.timeout(30_000).emitWithAck('contact:watched', { contactId });
        return true;
      } catch {
        return false;
      }
    },
    unwatch: (contactId) => socket.emit('contact:unwatched', { contactId }),
    close: () => {
      isClosed = true;
      socket.disconnect();
    },
  };
}
