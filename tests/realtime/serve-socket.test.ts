import { EventEmitter } from 'node:events';
import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import type { SocketData } from '../../server/realtime/gateway-io.ts';
import { aUser, signedInAs } from '../support/access/viewers.ts';
import { type SocketService, serveSocket } from '../../server/realtime/serve-socket.ts';

const signedIn = signedInAs(aUser());

/** A window that is gone, or has gone on to another page, before the contact it wanted to watch is read. */
function watchingWindow() {
  const { promise: isRead, resolve: read } = Promise.withResolvers<void>();
  const rooms = new Set<string>();
  const socket = Object.assign(new EventEmitter(), {
    connected: true,
    data: {
      address: '127.0.0.1',
      signedIn,
      windowId: null,
      watchedContacts: new Set<string>(),
      joined: Promise.resolve(),
      told: Promise.resolve(),
    } satisfies SocketData,
    join: (room: string) => void rooms.add(room),
    leave: (room: string) => void rooms.delete(room),
  });
  const service = {
    useCases: { contacts: { get: () => isRead } },
    logger: pino({ level: 'silent' }),
  } as unknown as SocketService;
  serveSocket(socket as never, service);
  const contactId = randomUUID();
  const isAnswered = new Promise<void>((resolve) => {
    socket.emit('contact:watched', { contactId }, resolve);
  });
  return { socket, rooms, contactId, read, isAnswered };
}

it('a window hears of the contact it looks at', async () => {
  const { rooms, contactId, read, isAnswered } = watchingWindow();
  read();
  await isAnswered;
  expect([...rooms]).toEqual([`contact:${contactId}`]);
});

it('a window that is gone before its contact is read is in no room for ever', async () => {
  const { socket, rooms, read, isAnswered } = watchingWindow();
  socket.connected = false;
  read();
  await isAnswered;
  expect([...rooms]).toEqual([]);
});

it('a window that has left the contact before it is read does not hear of it', async () => {
  const { socket, rooms, contactId, read, isAnswered } = watchingWindow();
  socket.emit('contact:unwatched', { contactId });
  read();
  await isAnswered;
  expect([...rooms]).toEqual([]);
  expect([...socket.data.watchedContacts]).toEqual([]);
});
