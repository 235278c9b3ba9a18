import type { Logger } from '#platform/logger.ts';

/** Something looked for again and again. */
export interface Sweep {
  readonly name: string;
  readonly everyMs: number;
  /** Answers with how much there was to do. */
  readonly run: () => Promise<number>;
}

export interface RunningSweep {
  /** Ends after the run that is under way. */
  close(): Promise<void>;
}

/** Runs a sweep at once and then again and again, never twice at a time. A failing one is logged once, till it works again. */
export function startSweep({ name, everyMs, run }: Sweep, logger: Logger): RunningSweep {
  const closing = new AbortController();
  let isFailing = false;
  const once = async (): Promise<void> => {
    try {
      const done = await run();
      if (isFailing) logger.info({ sweep: name }, 'a sweep works again');
      isFailing = false;
      if (done > 0) logger.debug({ sweep: name, done }, 'swept');
    } catch (error) {
      if (!isFailing) logger.warn({ sweep: name, error }, 'a sweep fails');
      isFailing = true;
    }
  };
  const loop = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      await once();
      await pause(everyMs, closing.signal);
    }
  };
  const running = loop();
  return {
    close: () => {
      closing.abort();
      return running;
    },
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
