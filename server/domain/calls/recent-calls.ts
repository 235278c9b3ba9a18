import { ShortLivedMap } from '../shared/short-lived-map.ts';
import type { CallState } from './call-state.ts';

/**
 * Calls as this process last wrote them. Nearly every change of a call comes from the gateway that holds it, so this
 * saves the read before the write; it is a guess only, since the write checks the versions.
 */
export interface RecentCalls {
  get(callId: string): CallState | undefined;
  put(call: CallState): void;
  forget(callId: string): void;
}

export function createRecentCalls(limit = 5000): RecentCalls {
  const calls = new ShortLivedMap<string, CallState>();
  return {
    get: (callId) => calls.get(callId),
    put(call) {
      calls.delete(call.id);
      if (call.status === 'ended') return;
      calls.set(call.id, call);
      if (calls.size <= limit) return;
      const [oldest] = calls.keys();
      if (oldest !== undefined) calls.delete(oldest);
    },
    forget: (callId) => void calls.delete(callId),
  };
}
