import type { Histogram } from 'prom-client';
import { DomainError } from '#domain/shared/domain-error.ts';
import type { Logger } from '#platform/logger.ts';
import { clientEvents } from './client-events.ts';
import { type ClientToServerEvents, type DeskSnapshot, EVENTS_VERSION } from './events.ts';
import type { GatewaySocket } from './gateway-io.ts';
import { leaseFrom } from './leases.ts';
import { contactRoom } from './rooms.ts';
import type { SocketUseCases } from './socket-use-cases.ts';

export interface SocketService {
  readonly useCases: SocketUseCases;
  readonly serverId: string;
  readonly paintedMs: Histogram;
  readonly logger: Logger;
}

/** More than a person has tabs; a script that asks for more is given no more. */
const MAX_WATCHED = 100;

/** Answers what one window sends. */
export function serveSocket(socket: GatewaySocket, service: SocketService): void {
  const { useCases, serverId, paintedMs, logger } = service;
  const { user, previewedBy } = socket.data.signedIn;
  const own = { userId: user.id };

  /** Parses, acts, says when that is done, and lets nothing else out: a socket has nobody to tell but the log. */
  const on = <E extends keyof ClientToServerEvents>(
    event: E,
    act: (payload: Parameters<ClientToServerEvents[E]>[0]) => Promise<unknown>,
  ) => {
    const handle = (input: unknown, answer: unknown): void => {
      const payload = clientEvents[event].safeParse(input);
      if (!payload.success) return;
      act(payload.data as Parameters<ClientToServerEvents[E]>[0])
        .catch((error: unknown) => {
          if (!(error instanceof DomainError)) logger.error({ event, error }, 'an event of a window failed');
        })
        .finally(() => typeof answer === 'function' && answer());
    };
    socket.on(event, handle as never);
  };

  socket.on('desk:opened', (input, answer) => {
    const payload = clientEvents['desk:opened'].safeParse(input);
    if (typeof answer !== 'function') return;
    if (!payload.success || payload.data.version !== EVENTS_VERSION) {
      answer({ error: 'outdated' });
      return;
    }
    open(payload.data).then(answer, (error: unknown) => {
      if (!(error instanceof DomainError)) logger.error({ error }, 'a desk could not be opened');
      answer({ error: 'unavailable' });
    });
  });

  const open = async (window: { windowId: string; hasFocus: boolean }): Promise<DeskSnapshot> => {
    const { windowId, hasFocus } = window;
    if (previewedBy === null) {
      const leaseUntil = leaseFrom(useCases.clock.now());
      await useCases.desk.openWindow({ ...own, windowId, serverId, hasFocus, leaseUntil });
      socket.data.windowId = windowId;
    }
    await socket.data.joined;
    // the number first: an event in between comes again rather than never
    const seq = await useCases.readSeq(user.id);
    return { ...(await useCases.desk.snapshot({ ...own, windowId })), seq };
  };

  on('window:focused', async ({ windowId }) => {
    if (previewedBy === null) await useCases.desk.focusWindow({ ...own, windowId });
  });

  on('contact:watched', async ({ contactId }) => {
    const { watchedContacts } = socket.data;
    const isWatched = watchedContacts.has(contactId);
    if (!isWatched && watchedContacts.size >= MAX_WATCHED) return;
    watchedContacts.add(contactId);
    try {
      await useCases.contacts.get({ viewer: socket.data.signedIn.viewer, contactId });
    } catch (error) {
      if (!isWatched) watchedContacts.delete(contactId);
      logRefusal(socket, service, contactId, error);
      throw error;
    }
    // a socket that is gone leaves no room again
    if (socket.connected && watchedContacts.has(contactId)) await socket.join(contactRoom(contactId));
  });

  on('contact:unwatched', async ({ contactId }) => {
    socket.data.watchedContacts.delete(contactId);
    await socket.leave(contactRoom(contactId));
  });

  on('pop:painted', async ({ callId, windowId }) => {
    if (previewedBy !== null) return;
    const at = useCases.clock.now();
    const ms = await useCases.calls.recordPainted({ ...own, callId, windowId, at });
    if (ms !== null) paintedMs.observe(ms);
  });
}

/** A contact that is there, but not for this window, goes into the audit log (A43). */
function logRefusal(socket: GatewaySocket, service: SocketService, contactId: string, error: unknown): void {
  if (!(error instanceof DomainError) || (error.code !== 'not_found' && error.code !== 'forbidden')) return;
  const { signedIn, address } = socket.data;
  const { id, name } = signedIn.previewedBy ?? signedIn.user;
  const { refusals } = service.useCases;
  const refused = {
    actor: { userId: id, name, address },
    record: { kind: 'contact', id: contactId },
    route: 'contact:watched',
    code: error.code,
  } as const;
  if (error.code === 'forbidden') refusals.request(refused);
  else refusals.outOfReach(refused);
}
