import type { CallDeps } from '#domain/calls/call-deps.ts';
import { closeOrphanedCalls } from '#domain/calls/close-orphaned-calls.ts';
import type { Sweep } from './sweep.ts';

/** Calls whose gateway is dead are closed in the log, their agents freed, their promises tried again (T72). */
export function orphanedCalls(deps: CallDeps, everyMs: number): Sweep {
  return { name: 'orphaned-calls', everyMs, run: () => closeOrphanedCalls(deps)({ now: deps.clock.now() }) };
}
