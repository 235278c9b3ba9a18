import type { NewRegistration } from './agent-store.ts';
import type { PhoneBinding } from './phone-binding.ts';
import type { Deps } from '../shared/deps.ts';

export interface PhoneRegistration extends Omit<NewRegistration, 'id' | 'registeredAt'> {
  readonly at: Date;
}

/** A phone binds itself (RFC 3261 section 10). `isAccepted` is false for a request that came late. */
export function registerPhone(_deps: Deps) {
  return async (
    _input: PhoneRegistration,
  ): Promise<{ readonly isAccepted: boolean; readonly bindings: readonly PhoneBinding[] }> => {
    throw new Error('being written');
  };
}
