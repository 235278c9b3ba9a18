import { EventEmitter } from 'node:events';
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { EVENTS_VERSION } from '../../server/realtime/events.ts';
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

it('a desk opens when its window hears what its user is told, and not before', async () => {
  const { promise: joined, resolve: join } = Promise.withResolvers<void>();
  const socket = Object.assign(new EventEmitter(), {
    connected: true,
    data: {
      signedIn,
      address: '127.0.0.1',
      windowId: null,
      watchedContacts: new Set<string>(),
      joined,
      told: joined,
    },
  });
  const asked: string[] = [];
  const desk = { openWindow: () => Promise.resolve(), snapshot: () => Promise.resolve({ agent: 'anna' }) };
  const readSeq = (userId: string) => Promise.resolve(asked.push(userId));
  const useCases = { desk, readSeq, clock: { now: () => new Date() } };
  serveSocket(socket as never, { useCases, logger: pino({ level: 'silent' }) } as unknown as SocketService);
  const hello = { windowId: randomUUID(), hasFocus: true, version: EVENTS_VERSION };
  const answered = new Promise((resolve) => {
    socket.emit('desk:opened', hello, resolve);
  });
  await setTimeout(20);
  // whatever its number were now, what is said until it hears would be missed
  expect(asked).toEqual([]);
  join();
  expect(await answered).toEqual({ agent: 'anna', seq: 1 });
});
