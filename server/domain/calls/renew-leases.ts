import type { Deps } from '../shared/deps.ts';

export interface HeldCalls {
  readonly gatewayId: string;
  readonly callIds: readonly string[];
  readonly leaseUntil: Date;
}

/** A gateway says that it still holds these calls. */
export function renewLeases({ database }: Pick<Deps, 'database'>) {
  return async ({ gatewayId, callIds, leaseUntil }: HeldCalls): Promise<void> => {
    if (callIds.length > 0) await database.read.calls.renewLeases(gatewayId, callIds, leaseUntil);
  };
}
