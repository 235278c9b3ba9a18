import { findCallReach } from '../access/find-reach.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Deps } from '../shared/deps.ts';
import { readPosition, writePosition } from '../shared/page-position.ts';
import type { CallLogFilter, CallLogPage, LoggedCall } from './call-log.ts';

export interface CallLogQuery {
  readonly viewer: Viewer;
  readonly filter: CallLogFilter;
  /** Opaque, from the page before. */
  readonly cursor: string | null;
  readonly limit: number;
}

export interface CallLogAnswer {
  readonly items: readonly LoggedCall[];
  readonly nextCursor: string | null;
}

/** A page of the call log, newest first, within the viewer’s reach. Throws invalid (cursor). */
export function listCalls({ database }: Pick<Deps, 'database'>) {
  return async ({ viewer, filter, cursor, limit }: CallLogQuery): Promise<CallLogAnswer> => {
    const reach = await findCallReach(database.read, viewer, 'read');
    const page = { filter, after: cursor === null ? null : readCursor(cursor), limit: limit + 1 };
    const calls = await database.read.calls.list(page, reach);
    const items = calls.slice(0, limit);
    const last = items.at(-1);
    return {
      items,
      nextCursor: last && calls.length > limit ? writePosition({ at: last.queuedAt, id: last.id }) : null,
    };
  };
}

function readCursor(cursor: string): NonNullable<CallLogPage['after']> {
  const { at, id } = readPosition(cursor);
  return { queuedAt: at, id };
}
