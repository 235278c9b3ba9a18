import type { Clock } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import type { NewId } from '../shared/ids.ts';
import type { AccessAnnouncer } from '../users/access-announcer.ts';

export interface StructureDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly accessAnnouncer: AccessAnnouncer;
}
