import { hasMark } from '#domain/access/may-enter.ts';
import type { SignedIn } from '#domain/access/session.ts';
import type { GatewaySocket } from './gateway-io.ts';
import { sessionRoom, userRoom } from './rooms.ts';

/** The rooms of a socket's own user: without the eye on a section one is told nothing of it (A30). */
function ownRooms({ session, user, viewer, previewedBy }: SignedIn): readonly string[] {
  // what one user's windows are told is no business of whoever looks as that user
  if (previewedBy !== null) return [sessionRoom(session.id)];
  const sections = (['calls', 'meetings'] as const).filter((section) => hasMark(viewer, section, 'read'));
  return [
    sessionRoom(session.id),
    userRoom(user.id, null),
    ...sections.map((section) => userRoom(user.id, section)),
  ];
}

/** Joins what the socket's user may hear now, and leaves what not. */
export async function joinOwnRooms(socket: GatewaySocket): Promise<void> {
  const { signedIn } = socket.data;
  const own = ownRooms(signedIn);
  const prefix = userRoom(signedIn.user.id, null);
  const gone = [...socket.rooms].filter((room) => room.startsWith(prefix) && !own.includes(room));
  await Promise.all([socket.join([...own]), ...gone.map((room) => socket.leave(room))]);
}
