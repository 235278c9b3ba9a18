/** What processes tell the socket gateways, and only them (Socket.IO's serverSideEmit). */
export interface ServerSideEvents {
  /** These users' windows (null: all) may have missed events: let them reconnect and take a snapshot. */
  'desk:missed': (event: { readonly userIds: readonly string[] | null }) => void;
}
