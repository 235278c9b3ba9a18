import type { Clock } from './clock.ts';
import type { Database } from './database.ts';
import type { NewId } from './ids.ts';
import type { Publisher } from './publisher.ts';

/** What a use case needs from outside. */
export interface Deps {
  readonly database: Database;
  readonly publisher: Publisher;
  readonly clock: Clock;
  readonly newId: NewId;
}
