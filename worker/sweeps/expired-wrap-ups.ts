import type { CallDeps } from '#domain/calls/call-deps.ts';
import { endExpiredWrapUps } from '#domain/calls/end-expired-wrap-ups.ts';
import type { Sweep } from './sweep.ts';

/** Agents whose time for wrap-up is over take calls again. */
export function expiredWrapUps(deps: CallDeps, everyMs: number): Sweep {
  return { name: 'expired-wrap-ups', everyMs, run: () => endExpiredWrapUps(deps)({ now: deps.clock.now() }) };
}
