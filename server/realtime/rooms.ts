/** Socket.IO rooms, named in one place: publishers of any process and the gateway must agree. */
const CONTACT = 'contact:';
/** Of a user's windows: those events that belong to no section, or to one whose eye the user has. */
export const userRoom = (userId: string, section: 'calls' | 'meetings' | null): string =>
  section === null ? `user:${userId}` : `user:${userId}:${section}`;
export const contactRoom = (contactId: string): string => `${CONTACT}${contactId}`;
export const isContactRoom = (room: string): boolean => room.startsWith(CONTACT);
export const sessionRoom = (sessionId: string): string => `session:${sessionId}`;

/**
 * The Redis channel of a room: where Socket.IO publishes what its sockets are told. News of a contact have one of their
 * own, since each socket may hear another part of them (tell-watchers.ts).
 */
export const channelOf = (room: string): string => (isContactRoom(room) ? room : `socket.io#/#${room}#`);

/** Patterns of the channels of all rooms that other processes speak to. */
export const ROOM_CHANNELS = [channelOf(userRoom('*', null)), contactRoom('*')] as const;
/** There a server says which rooms it has begun to hear: a RoomsHeard (heard-rooms.ts). */
export const ROOMS_HEARD_CHANNEL = 'rooms:heard';

/** Redis keys and channels that go with them. */
export const seqKey = (userId: string): string => `desk:seq:${userId}`;
export const FREED_AGENTS_CHANNEL = 'agents:freed';
export const CUT_OFF_AGENTS_CHANNEL = 'agents:cut-off';
