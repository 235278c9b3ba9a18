import type { User } from '../access/user.ts';

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** A user as administration knows one: never one who has been deleted. */
export interface UserRecord extends User {
  readonly phone: string | null;
  readonly responsible: Named | null;
  readonly channel: Named | null;
  readonly branch: Named | null;
  readonly department: Named | null;
  readonly groups: readonly Named[];
  readonly lastLoginAt: Date | null;
  readonly lastAddress: string | null;
  /** False until the link of the invitation has been followed. */
  readonly isActivated: boolean;
  readonly version: number;
}
