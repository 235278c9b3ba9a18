/** Socket.IO rooms, named in one place: publishers of any process and the gateway must agree. */
export const userRoom = (userId: string): string => `user:${userId}`;
export const contactRoom = (contactId: string): string => `contact:${contactId}`;
export const sessionRoom = (sessionId: string): string => `session:${sessionId}`;

/** Redis keys and channels that go with them. */
export const seqKey = (userId: string): string => `desk:seq:${userId}`;
export const FREED_AGENTS_CHANNEL = 'agents:freed';
