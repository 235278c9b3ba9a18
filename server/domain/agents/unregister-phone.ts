import type { Deps } from '../shared/deps.ts';
import type { RequestOrder } from './agent-store.ts';
import type { PhoneBinding } from './phone-binding.ts';
import { publishAgent } from './publish-agent.ts';

export interface PhoneUnregistration extends RequestOrder {
  readonly userId: string;
  /** Null unbinds all of the user's phones. */
  readonly contactUri: string | null;
  readonly at: Date;
}

/** A phone unbinds itself. A request older than the binding changes nothing. */
export function unregisterPhone(deps: Deps) {
  return async (input: PhoneUnregistration): Promise<{ readonly bindings: readonly PhoneBinding[] }> => {
    const { userId, contactUri, at, ...order } = input;
    const { agents } = deps.database.read;
    const unbound = await agents.unregister(userId, contactUri, order);
    if (unbound > 0) await publishAgent(deps, userId, at);
    return { bindings: await agents.phones(userId, at) };
  };
}
