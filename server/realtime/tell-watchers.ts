import type { ContactEvents } from '#domain/shared/publisher.ts';
import type { Logger } from '#platform/logger.ts';
import type { GatewayIo, GatewaySocket } from './gateway-io.ts';
import { contactRoom } from './rooms.ts';
import type { SocketUseCases } from './socket-use-cases.ts';

/** Something about a contact, for those windows that show it and may hear it; as JSON on the channel of its room. */
export type ContactNews = {
  readonly [E in keyof ContactEvents]: {
    readonly contactId: string;
    readonly event: E;
    readonly payload: ContactEvents[E];
  };
}[keyof ContactEvents];

interface Telling {
  readonly useCases: Pick<SocketUseCases, 'contacts'>;
  readonly logger: Logger;
}

/** News of a contact, for those windows here that look at it and may hear this of it; each in the order it came. */
export function tellWatchers(io: GatewayIo, news: ContactNews, { useCases, logger }: Telling): void {
  for (const id of io.of('/').adapter.rooms.get(contactRoom(news.contactId)) ?? []) {
    const socket = io.of('/').sockets.get(id) as GatewaySocket | undefined;
    if (!socket) continue;
    socket.data.told = socket.data.told
      .then(() => tell(socket, news, useCases))
      .catch((error: unknown) => logger.warn({ error }, 'a window was not told of a contact'));
  }
}

async function tell(
  socket: GatewaySocket,
  { contactId, event, payload }: ContactNews,
  { contacts }: Telling['useCases'],
): Promise<void> {
  const { viewer } = socket.data.signedIn;
  const item = event === 'timeline:changed' ? payload.item : null;
  if (!(await contacts.mayHearOf({ viewer, contactId, item }))) return;
  if (!socket.data.watchedContacts.has(contactId)) return;
  if (event === 'timeline:changed') socket.emit(event, payload);
  else socket.emit(event, payload);
}
