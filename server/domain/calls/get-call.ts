import { findCallReach } from '../access/find-reach.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Deps } from '../shared/deps.ts';
import { DomainError } from '../shared/domain-error.ts';
import type { LoggedCallWithLegs } from './call-log.ts';

/** One call with its legs, times and codes. Throws not_found. */
export function getCall({ database }: Pick<Deps, 'database'>) {
  return async (input: { readonly viewer: Viewer; readonly callId: string }): Promise<LoggedCallWithLegs> => {
    const reach = await findCallReach(database.read, input.viewer, 'read');
    const call = await database.read.calls.find(input.callId, reach);
    if (call === null) throw new DomainError('not_found', 'no such call');
    return call;
  };
}
