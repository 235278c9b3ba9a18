import type { GatewayStore } from '#domain/trunks/gateway-store.ts';
import type { Logger } from '#platform/logger.ts';
import type { RungAgents } from './rung-agents.ts';

export interface CutOffWatchDeps {
  readonly rungAgents: RungAgents;
  readonly cutOffOf: GatewayStore['cutOffOf'];
  readonly logger: Logger;
  readonly everyMs: number;
}

export interface CutOffWatch {
  /** Somebody may have been cut off just now. */
  look(): Promise<void>;
  stop(): void;
}

/**
 * Phones stop ringing at agents for whom no call may ring any more (A1, A30); their calls go on to the next agent. Looks
 * when told to, and again and again, because a hint may get lost.
 */
export function watchForCutOff(deps: CutOffWatchDeps): CutOffWatch {
  const look = async (): Promise<void> => {
    const rung = deps.rungAgents.userIds();
    if (rung.length === 0) return;
    try {
      deps.rungAgents.withdraw(await deps.cutOffOf(rung));
    } catch (error) {
      deps.logger.warn({ error }, 'agents whose phones ring could not be looked at');
    }
  };
  const timer = setInterval(() => void look(), deps.everyMs);
  return { look, stop: () => clearInterval(timer) };
}
