import { flushPromises } from '@vue/test-utils';
import { afterAll, beforeEach, expect, it, vi } from 'vitest';
import { useDesk } from '../../web/features/desk/useDesk.ts';
import { deskSnapshot } from './support/desk-builders.ts';
import { freshWindow } from './support/mounting.ts';

type Listener = (...args: readonly unknown[]) => void;
const listeners = new Map<string, Listener>();
let opened: () => Promise<unknown> = () => Promise.reject(new Error('no answer'));

// files share their modules: neither theirs here, nor these in the next
vi.hoisted(() => vi.resetModules());
afterAll(() => void vi.resetModules());
vi.mock('socket.io-client', () => ({
  io: () => ({
    on: (name: string, listener: Listener) => listeners.set(name, listener),
    emit: () => undefined,
    timeout: () => ({ emitWithAck: () => opened() }),
    disconnect: () => undefined,
  }),
}));

const nothing = () => undefined;
function openedDesk() {
  const desk = useDesk();
  desk.open({
    ...{ pop: nothing, identified: nothing, watching: nothing, remind: nothing, handOver: nothing },
    ...{ refreshed: nothing, caughtUp: nothing, timeline: nothing, contact: nothing },
    ...{ accessChanged: nothing, sessionEnded: nothing },
  });
  return desk;
}

beforeEach(freshWindow);

it('a desk that never gets through says that there is no connection', () => {
  const desk = openedDesk();
  expect(desk.connection).toBe('connecting');
  listeners.get('connect_error')?.();
  expect(desk.connection).toBe('offline');
  desk.close();
});

it('so does one that got through and is not opened, until it is', async () => {
  vi.useFakeTimers();
  const desk = openedDesk();
  opened = () => Promise.resolve({ error: 'unavailable' });
  listeners.get('connect')?.();
  await flushPromises();
  expect(desk.connection).toBe('offline');
  opened = () => Promise.resolve(deskSnapshot());
  await vi.advanceTimersByTimeAsync(2000);
  expect(desk.connection).toBe('online');
  desk.close();
  vi.useRealTimers();
});
