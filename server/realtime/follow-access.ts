import { DomainError } from '#domain/shared/domain-error.ts';
import type { AccessChange } from '#domain/users/access-announcer.ts';
import type { Logger } from '#platform/logger.ts';
import { forgetOutOfReach } from './forget-out-of-reach.ts';
import { type GatewayIo, type GatewaySocket, letReconnect, localSockets } from './gateway-io.ts';
import { joinOwnRooms } from './own-rooms.ts';
import type { SocketUseCases } from './socket-use-cases.ts';

export interface AccessFollowing {
  readonly useCases: Pick<SocketUseCases, 'access' | 'contacts'>;
  readonly logger: Logger;
}

/** So many sockets are looked at at a time: a change may concern everybody. */
const AT_ONCE = 10;

/**
 * Rights have changed: sockets of ended sessions are closed at once; the others look with the eyes their user has now,
 * hear no more of what is out of reach, and tell their page.
 */
export function followAccess(io: GatewayIo, change: AccessChange, following: AccessFollowing): void {
  const ended = new Set(change.endSessionsOf);
  const concerned = change.userIds && new Set(change.userIds);
  const others: GatewaySocket[] = [];
  for (const socket of localSockets(io)) {
    const { owner, eyes } = peopleOf(socket);
    if (ended.has(owner)) end(socket);
    else if (!concerned || concerned.has(owner) || concerned.has(eyes)) others.push(socket);
  }
  void lookAnew(others, following, true);
}

/** @param isToldAnyway false: only pages whose user's own rights are other than they were */
export async function lookAnew(
  sockets: readonly GatewaySocket[],
  following: AccessFollowing,
  isToldAnyway: boolean,
): Promise<void> {
  const waiting = [...sockets];
  const next = async (): Promise<void> => {
    for (let socket = waiting.shift(); socket; socket = waiting.shift()) {
      await inTurn(socket, following, isToldAnyway);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
}

/** Of two looks at one socket the later is the last to be believed. */
const turns = new WeakMap<GatewaySocket, Promise<void>>();

function inTurn(socket: GatewaySocket, following: AccessFollowing, isToldAnyway: boolean): Promise<void> {
  const turn = (turns.get(socket) ?? Promise.resolve()).then(() =>
    look(socket, following, isToldAnyway).catch((error: unknown) => {
      const code = error instanceof DomainError ? error.code : null;
      // its user may come in no more, or not from there
      if (code === 'unauthenticated') return end(socket);
      // the gateway's next look finds the same
      if (code === 'unavailable') return;
      following.logger.error({ error }, 'a socket is let go after a change of rights');
      letReconnect(socket);
    }),
  );
  turns.set(socket, turn);
  return turn;
}

async function look(
  socket: GatewaySocket,
  { useCases }: AccessFollowing,
  isToldAnyway: boolean,
): Promise<void> {
  if (!socket.connected) return;
  const before = peopleOf(socket);
  const { signedIn, address } = socket.data;
  const seen = await useCases.access.readSession(signedIn.session.id, address);
  // a socket that is gone leaves no room again
  if (!socket.connected) return;
  socket.data.signedIn = seen;
  const isOther = JSON.stringify(seen.viewer) !== JSON.stringify(signedIn.viewer);
  if (!isOther && !isToldAnyway) return;
  await joinOwnRooms(socket);
  await forgetOutOfReach([socket], { useCases });
  socket.emit('access:changed');
  const after = peopleOf(socket);
  // looks as somebody else from now on: its rooms and its desk are another user's
  if (before.owner !== after.owner || before.eyes !== after.eyes) letReconnect(socket);
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
