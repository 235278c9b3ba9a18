import type { CallResult } from '#domain/calls/call.ts';

type Refusal = Extract<CallResult, 'busy' | 'no_answer' | 'rejected' | 'failed'>;

/** Final responses whose meaning for a person is clear; every other one is a failure of the call. */
const MEANING: Readonly<Record<number, Refusal>> = {
  403: 'rejected',
  408: 'no_answer',
  480: 'no_answer',
  486: 'busy',
  487: 'no_answer',
  600: 'busy',
  603: 'rejected',
  607: 'rejected',
  608: 'rejected',
};

/** What a refused INVITE means in the call log. */
export function resultOfRefusal(status: number): Refusal {
  return MEANING[status] ?? 'failed';
}

/** The next trunk may do better: this one is broken, overloaded or silent (T2). */
export function isWorthAnotherTrunk(status: number): boolean {
  return status === 408 || (status >= 500 && status < 600);
}
