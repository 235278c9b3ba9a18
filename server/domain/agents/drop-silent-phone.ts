import type { PhoneAddress } from '../calls/ring-plan.ts';
import type { Deps } from '../shared/deps.ts';
import { publishAgent } from './publish-agent.ts';

export interface SilentPhone {
  readonly userId: string;
  readonly phone: Pick<PhoneAddress, 'contactUri' | 'routeUri'>;
  /** When it was first called; a phone that registered again since is there. */
  readonly calledAt: Date;
  readonly at: Date;
}

/** A phone that said nothing at all when it was called is not there: no next call rings it until it registers again. */
export function dropSilentPhone(deps: Deps) {
  return async ({ userId, phone, calledAt, at }: SilentPhone): Promise<void> => {
    const isDropped = await deps.database.read.agents.dropSilent(userId, phone, calledAt);
    if (isDropped) await publishAgent(deps, userId, at);
  };
}
