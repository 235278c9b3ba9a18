import type { Deps } from '../shared/deps.ts';
import type { NewRegistration } from './agent-store.ts';
import type { PhoneBinding } from './phone-binding.ts';
import { publishAgent } from './publish-agent.ts';

export interface PhoneRegistration extends Omit<NewRegistration, 'id' | 'registeredAt'> {
  readonly at: Date;
}

/** All of a user's phones ring together: more than a person has would only be a flood of INVITEs. */
const MOST_PHONES = 10;

/** A phone binds itself (RFC 3261 section 10). `isAccepted` is false for a request that came late. */
export function registerPhone(deps: Deps) {
  return async ({
    at,
    ...binding
  }: PhoneRegistration): Promise<{
    readonly isAccepted: boolean;
    readonly bindings: readonly PhoneBinding[];
  }> => {
    const { agents } = deps.database.read;
    const phonesBefore = await agents.phones(binding.userId, at);
    const isAccepted = await agents.register({ ...binding, id: deps.newId(), registeredAt: at }, MOST_PHONES);
    const bindings = await agents.phones(binding.userId, at);
    if (bindings.length !== phonesBefore.length) await publishAgent(deps, binding.userId, at);
    return { isAccepted, bindings };
  };
}
