import type { UserStatus } from '../access/user-status.ts';
import type { UserRecord } from './user-record.ts';
import type { SeesSummary } from './sees-summary.ts';
import type { UserPart } from './user-words.ts';

/** A user's card, as one viewer is shown it. Instants are ISO strings: this travels. */
export interface UserView extends Pick<
  UserRecord,
  | 'id'
  | 'login'
  | 'name'
  | 'email'
  | 'phone'
  | 'extension'
  | 'role'
  | 'status'
  | 'responsible'
  | 'lastAddress'
  | 'channel'
  | 'branch'
  | 'department'
  | 'groups'
  | 'dataAccess'
  | 'accountRoles'
  | 'readableSections'
  | 'changeableSections'
  | 'isChiefManager'
  | 'version'
> {
  readonly lastLoginAt: string | null;
  readonly mayEdit: readonly UserPart[];
  readonly nextStatuses: readonly UserStatus[];
  readonly sees: SeesSummary;
}
