/** How often the worker looks again where no instant is known beforehand. */
export interface MeetingTimings {
  /** While nobody is free; a freed agent makes it look at once besides. */
  readonly retrySeconds: number;
  /** While a call is under way; its end settles the meeting without this. */
  readonly watchSeconds: number;
  /** How long past the planned moment an agent is kept free; renewed with every look. */
  readonly keepSeconds: number;
}

export const usualTimings: MeetingTimings = { retrySeconds: 5, watchSeconds: 30, keepSeconds: 30 };

export function after(at: Date, seconds: number): Date {
  return new Date(at.getTime() + seconds * 1000);
}

export function earliest(first: Date, ...others: readonly Date[]): Date {
  return others.reduce((found, other) => (other < found ? other : found), first);
}

export function latest(first: Date, ...others: readonly Date[]): Date {
  return others.reduce((found, other) => (other > found ? other : found), first);
}
