import type { CallEnding } from './call-ending.ts';

/** The one end of a call: whoever says it first, and what must then be stopped. */
export interface Course {
  ending(): CallEnding | null;
  readonly over: Promise<void>;
  end(ending: CallEnding): void;
  /** Replaces what was to be stopped before; at once if the call is over already. */
  whenEnded(stop: (ending: CallEnding) => void): void;
}

export function followCourse(onEnd: (ending: CallEnding) => void): Course {
  let ending: CallEnding | null = null;
  let stop: (ending: CallEnding) => void = () => undefined;
  let settle: () => void = () => undefined;
  const over = new Promise<void>((resolve) => (settle = resolve));
  return {
    ending: () => ending,
    over,
    end: (first) => {
      if (ending) return;
      ending = first;
      stop(first);
      onEnd(first);
      settle();
    },
    whenEnded: (added) => {
      stop = added;
      if (ending) added(ending);
    },
  };
}
