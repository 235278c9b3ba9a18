import type { CallReach } from '../access/reach.ts';
import type { WaitingCall, WatchedAgent, WatchedTrunk } from './wallboard.ts';

export interface WallboardStore {
  waiting(reach: CallReach): Promise<readonly WaitingCall[]>;
  /** Of these users. */
  agents(owners: 'any' | readonly string[], at: Date): Promise<readonly WatchedAgent[]>;
  trunks(): Promise<readonly WatchedTrunk[]>;
  popP99Ms(since: Date): Promise<number | null>;
}
