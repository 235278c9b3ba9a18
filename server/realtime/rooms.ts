/** Socket.IO rooms, named in one place: publishers of any process and the gateway must agree. */
/** Of a user's windows: those events that belong to no section, or to one whose eye the user has. */
export const userRoom = (userId: string, section: 'calls' | 'meetings' | null): string =>
  section === null ? `user:${userId}` : `user:${userId}:${section}`;
export const contactRoom = (contactId: string): string => `contact:${contactId}`;
export const sessionRoom = (sessionId: string): string => `session:${sessionId}`;

/** Redis keys and channels that go with them. */
export const seqKey = (userId: string): string => `desk:seq:${userId}`;
export const FREED_AGENTS_CHANNEL = 'agents:freed';
export const CUT_OFF_AGENTS_CHANNEL = 'agents:cut-off';
