import type { Colleague, Viewer } from './viewer.ts';

export interface AccessStore {
  viewer(userId: string): Promise<Viewer | null>;
  /** Everybody the rules of reach (A10 to A12) may ask about: the user, its responsible, and who answers to either. */
  peopleAround(userId: string): Promise<readonly Colleague[]>;
}
