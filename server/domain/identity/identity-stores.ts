import type { Stores } from '../shared/database.ts';

export type IdentityStores = Pick<
  Stores,
  'accounts' | 'audit' | 'factors' | 'openIdIdentities' | 'ownSessions'
>;
