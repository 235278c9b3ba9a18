import type { LoggedCall } from '../../api/calls.ts';
import { text } from '../../composables/useText.ts';

/** Who called where no contact can be named: the company, else what the phone showed. */
export function callerInLog(call: LoggedCall): string {
  if (call.isContactHidden) return text('bar.outOfReach');
  return call.organizationName ?? call.displayName ?? text('bar.unknownCaller');
}
