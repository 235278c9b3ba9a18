import type { UserStatus } from '../access/user-status.ts';
import type { Labels, UserRole } from '../access/viewer.ts';
import type { AccessSettings } from './access-rules.ts';
import type { CardReach } from './card-reach.ts';
import type { NamedColleague } from './sees-summary.ts';
import type { UserRecord } from './user-record.ts';

/** The users as administration reads and writes them. Whoever has been deleted is not there. */
export interface UserDirectory {
  /** Rules look at several users at once, so users are changed one at a time: waits, and lasts as long as the transaction. */
  takeTurn(): Promise<void>;
  list(query: UserQuery): Promise<readonly UserRecord[]>;
  find(userId: string): Promise<UserRecord | null>;
  /** Everybody, as the rules of reach ask about them. */
  people(): Promise<readonly NamedColleague[]>;
  directorId(): Promise<string>;
  /** Which of these somebody else has. */
  taken(keys: UserKeys, exceptId: string): Promise<readonly (keyof UserKeys)[]>;
  /** False when there is, or was, a user with this id. */
  insert(user: NewUserRow): Promise<boolean>;
  /** What is absent stays; the version grows. */
  change(userId: string, changes: UserChanges): Promise<void>;
  /** Gives every user who answers to the one to the other; how many. */
  moveLed(fromId: string, toId: string): Promise<number>;
  /** Fields that name what is not there; what is there stays as long as the transaction lasts. */
  missingLabels(labels: Labels): Promise<readonly string[]>;
  /** Whose national numbers are meant. */
  country(): Promise<string>;
}

export interface UserQuery {
  readonly reach: CardReach;
  readonly search: string;
  readonly status: UserStatus | null;
  readonly role: UserRole | null;
  readonly after: { readonly name: string; readonly id: string } | null;
  readonly limit: number;
}

/** What no two users have. */
export interface UserKeys {
  readonly login?: string;
  readonly email?: string;
  readonly extension?: string | null;
}

export interface NewUserRow extends AccessSettings {
  readonly id: string;
  readonly login: string;
  readonly email: string;
  readonly name: string;
  readonly phone: string | null;
  readonly extension: string | null;
  readonly passwordHash: string;
  readonly sipHa1: string;
  readonly status: UserStatus;
  readonly locale: string;
  readonly timeZone: string;
  readonly createdAt: Date;
}

export type UserChanges = Partial<Omit<NewUserRow, 'id' | 'createdAt' | 'login' | 'labels'> & Labels>;
