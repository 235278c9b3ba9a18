import type { AccessChange } from '#domain/users/access-announcer.ts';

/** What processes tell the socket gateways, and only them (Socket.IO's serverSideEmit). */
export interface ServerSideEvents {
  /** These users' windows (null: all) may have missed events: let them reconnect and take a snapshot. */
  'desk:missed': (event: { readonly userIds: readonly string[] | null }) => void;
  /** Something may not have been told on this channel of a room: let its windows here reconnect likewise. */
  'room:missed': (event: { readonly channel: string }) => void;
  /** Rights have changed (see AccessAnnouncer). */
  'access:changed': (event: AccessChange) => void;
  /** A session goes on under another id: its sockets are that one's from now on. */
  'session:moved': (event: { readonly sessionId: string; readonly newId: string }) => void;
}
