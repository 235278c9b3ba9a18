import type { Meeting } from '../meetings/meeting.ts';

/** How many records of each kind go with a user (A7). */
export interface Estate {
  readonly ledUsers: number;
  readonly contacts: number;
  readonly organizations: number;
  readonly tickets: number;
  readonly meetings: number;
  readonly runningCalls: number;
}

/** What a user who is deleted leaves. */
export interface EstateStore {
  count(userId: string): Promise<Estate>;
  /**
   * Gives contacts, organizations, tickets, meetings nobody in particular is to make, running calls and what is still
   * to be written up to the heir.
   */
  give(userId: string, heirId: string): Promise<void>;
  /** The user's meetings that are not over, locked. */
  openMeetings(userId: string): Promise<readonly Meeting[]>;
  /**
   * The user is gone, asks for no contact any more, and login, e-mail and extension are free again; whatever still comes
   * for the user is the heir's.
   */
  erase(userId: string, heirId: string, at: Date): Promise<void>;
}
