import type { Viewer } from '../access/viewer.ts';
import type { LoggedCallWithLegs } from './call-log.ts';
import type { Deps } from '../shared/deps.ts';

/** One call with its legs, times and codes. Throws not_found. */
export function getCall(_deps: Deps) {
  return async (_input: {
    readonly viewer: Viewer;
    readonly callId: string;
  }): Promise<LoggedCallWithLegs> => {
    throw new Error('being written');
  };
}
