import type { Trunk } from './trunk.ts';

export interface TrunkStore {
  /** Enabled trunks in the order in which they are tried. */
  listEnabled(): Promise<readonly Trunk[]>;
}
