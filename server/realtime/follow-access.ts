import type { IncomingMessage } from 'node:http';
import { DomainError } from '#domain/shared/domain-error.ts';
import type { AccessChange } from '#domain/users/access-announcer.ts';
import type { Logger } from '#platform/logger.ts';
import { type GatewayIo, type GatewaySocket, type Guest, letReconnect, localSockets } from './gateway-io.ts';
import { forgetOutOfReach } from './keep-alive.ts';
import { joinOwnRooms } from './own-rooms.ts';
import type { SocketUseCases } from './socket-use-cases.ts';

export interface AccessFollowing {
  readonly authenticate: (request: IncomingMessage) => Promise<Guest>;
  readonly useCases: SocketUseCases;
  readonly logger: Logger;
}

/**
 * Rights have changed: sockets of ended sessions are closed at once; the others look with the eyes their user has now,
 * hear no more of what is out of reach, and tell their page.
 */
export function followAccess(io: GatewayIo, change: AccessChange, following: AccessFollowing): void {
  const ended = new Set(change.endSessionsOf);
  const concerned = change.userIds && new Set(change.userIds);
  for (const socket of localSockets(io)) {
    const people = peopleOf(socket);
    if (ended.has(people.owner)) end(socket);
    else if (!concerned || concerned.has(people.owner) || concerned.has(people.eyes)) {
      lookAnew(socket, following).catch((error: unknown) => {
        // its user may come in no more, or not from there
        if (error instanceof DomainError && error.code === 'unauthenticated') return end(socket);
        // whatever it was, a new handshake settles it
        following.logger.debug({ error }, 'a socket is let go after a change of rights');
        letReconnect(socket);
      });
    }
  }
}

function end(socket: GatewaySocket): void {
  socket.emit('session:ended', { reason: 'revoked' });
  socket.disconnect(true);
}

/** In a preview the session is one user's and what it shows another's. */
function peopleOf({ data }: GatewaySocket): { readonly owner: string; readonly eyes: string } {
  const { user, previewedBy } = data.signedIn;
  return { owner: previewedBy?.id ?? user.id, eyes: user.id };
}

async function lookAnew(socket: GatewaySocket, { authenticate, useCases }: AccessFollowing): Promise<void> {
  const before = peopleOf(socket);
  const { signedIn } = await authenticate(socket.request);
  socket.data.signedIn = signedIn;
  const after = peopleOf(socket);
  await joinOwnRooms(socket);
  await forgetOutOfReach([socket], { useCases });
  socket.emit('access:changed');
  // looks as somebody else from now on: its rooms and its desk are another user's
  if (before.owner !== after.owner || before.eyes !== after.eyes) letReconnect(socket);
}
