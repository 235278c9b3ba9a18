import type { Logger } from '#platform/logger.ts';
import type { GatewayIo, GatewaySocket } from './gateway-io.ts';
import { contactRoom } from './rooms.ts';
import type { ContactToldEvent } from './server-side-events.ts';
import type { SocketUseCases } from './socket-use-cases.ts';

interface Telling {
  readonly useCases: Pick<SocketUseCases, 'contacts'>;
  readonly logger: Logger;
}

/** News of a contact, for those windows here that look at it and may hear this of it; each in the order it came. */
export function tellWatchers(io: GatewayIo, news: ContactToldEvent, { useCases, logger }: Telling): void {
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
  { contactId, event, payload }: ContactToldEvent,
  { contacts }: Telling['useCases'],
): Promise<void> {
  const { viewer } = socket.data.signedIn;
  const item = event === 'timeline:changed' ? payload.item : null;
  if (!(await contacts.mayHearOf({ viewer, contactId, item }))) return;
  if (!socket.data.watchedContacts.has(contactId)) return;
  if (event === 'timeline:changed') socket.emit(event, payload);
  else socket.emit(event, payload);
}
