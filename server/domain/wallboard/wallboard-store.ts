import type { Reach } from '../access/contact-reach.ts';
import type { WaitingCall, WatchedAgent, WatchedTrunk } from './wallboard.ts';

export interface WallboardStore {
  waiting(): Promise<readonly WaitingCall[]>;
  agents(reach: Reach, at: Date): Promise<readonly WatchedAgent[]>;
  trunks(): Promise<readonly WatchedTrunk[]>;
  popP99Ms(since: Date): Promise<number | null>;
}
