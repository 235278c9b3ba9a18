import type { Viewer } from '../access/viewer.ts';
import type { CallLogPage, LoggedCall } from './call-log.ts';
import type { Deps } from '../shared/deps.ts';

export interface CallLogQuery extends Omit<CallLogPage, 'after'> {
  readonly viewer: Viewer;
  /** Opaque, from the page before. */ readonly cursor: string | null;
}
export interface CallLogAnswer {
  readonly items: readonly LoggedCall[];
  readonly nextCursor: string | null;
}

/** A page of the call log, newest first, within the viewer’s reach. */
export function listCalls(_deps: Deps) {
  return async (_input: CallLogQuery): Promise<CallLogAnswer> => {
    throw new Error('being written');
  };
}
