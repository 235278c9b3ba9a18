import type { LegEnding } from './call-rules.ts';

/** Why an agent's phone stopped ringing though the call goes on, as a code the locales put into words. */
export type Withdrawal = 'no_answer' | 'rejected' | 'busy' | 'unreachable' | 'answered_elsewhere';

export const withdrawalOf: Readonly<Record<LegEnding['result'], Withdrawal>> = {
  no_answer: 'no_answer',
  rejected: 'rejected',
  busy: 'busy',
  failed: 'unreachable',
  cancelled: 'answered_elsewhere',
};
