import type { CallDeps } from '#domain/calls/call-deps.ts';
import { endUnclaimedCalls } from '#domain/calls/end-unclaimed-calls.ts';
import type { Sweep } from './sweep.ts';

/** Outbound calls that no gateway takes hold their agents no longer. */
export function unclaimedCalls(deps: CallDeps, everyMs: number): Sweep {
  return { name: 'unclaimed-calls', everyMs, run: () => endUnclaimedCalls(deps)({ now: deps.clock.now() }) };
}
