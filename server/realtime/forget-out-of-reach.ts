import type { GatewaySocket } from './gateway-io.ts';
import { contactRoom } from './rooms.ts';
import type { SocketUseCases } from './socket-use-cases.ts';

/** A watched contact that has left the user's reach is watched no more. */
export async function forgetOutOfReach(
  sockets: readonly GatewaySocket[],
  { useCases }: { readonly useCases: Pick<SocketUseCases, 'contacts'> },
): Promise<void> {
  for (const socket of sockets) {
    const contactIds = [...socket.data.watchedContacts];
    if (contactIds.length === 0) continue;
    const { viewer } = socket.data.signedIn;
    const kept = new Set(await useCases.contacts.stillInReach({ viewer, contactIds }));
    for (const contactId of contactIds) {
      if (kept.has(contactId)) continue;
      socket.data.watchedContacts.delete(contactId);
      await socket.leave(contactRoom(contactId));
    }
  }
}
