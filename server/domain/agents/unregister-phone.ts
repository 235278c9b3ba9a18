import type { RequestOrder } from './agent-store.ts';
import type { PhoneBinding } from './phone-binding.ts';
import type { Deps } from '../shared/deps.ts';

export interface PhoneUnregistration extends RequestOrder {
  readonly userId: string;
  readonly contactUri: string | null;
  readonly at: Date;
}

/** A phone unbinds itself, or (`contactUri` null) all of the user’s. */
export function unregisterPhone(_deps: Deps) {
  return async (_input: PhoneUnregistration): Promise<{ readonly bindings: readonly PhoneBinding[] }> => {
    throw new Error('being written');
  };
}
