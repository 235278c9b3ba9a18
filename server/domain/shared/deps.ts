import type { Clock } from './clock.ts';
import type { Database } from './database.ts';
import { isUnavailable } from './domain-error.ts';
import type { NewId } from './ids.ts';
import type { Publisher } from './publisher.ts';

/** What a use case needs from outside. */
export interface Deps {
  readonly database: Database;
  readonly publisher: Publisher;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Something beside the work went wrong and the work goes on without: somebody should read of it. */
  readonly report: (what: string, error: unknown) => void;
}

/** For a rejected promise whose work goes on without: null, and reported unless a part is only away just now. */
export function nullReported({ report }: Pick<Deps, 'report'>, what: string): (error: unknown) => null {
  return (error) => {
    if (!isUnavailable(error)) report(what, error);
    return null;
  };
}
