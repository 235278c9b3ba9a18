import type { Dialog } from '../sip/dialog.ts';

export interface WatchdogTimings {
  readonly everyMs: number;
  readonly answerWithinMs: number;
  /** After a question without an answer the next one is asked this soon. */
  readonly againMs: number;
  /** So many questions in a row without an answer mean that the side is gone. */
  readonly misses: number;
}

export interface Watchdog {
  /** Asks now; a dialog the engine does not know any more is over at once. */
  probe(): void;
  stop(): void;
}

/** Asks the other side again and again whether it is still there (in-dialog OPTIONS): a lost BYE is normal. */
export function watchDialog(dialog: Dialog, timings: WatchdogTimings, onGone: () => void): Watchdog {
  let misses = 0;
  let isStopped = false;
  let round = 0;
  let timer: NodeJS.Timeout | undefined;

  const ask = async (): Promise<void> => {
    clearTimeout(timer);
    round += 1;
    const mine = round;
    const status = await within(dialog.request('OPTIONS'), timings.answerWithinMs);
    if (isStopped || mine !== round) return;
    misses = meansGone(status) ? misses + 1 : 0;
    if (status === 481 || misses >= timings.misses) {
      isStopped = true;
      return onGone();
    }
    timer = setTimeout(() => void ask(), misses > 0 ? timings.againMs : timings.everyMs);
  };
  timer = setTimeout(() => void ask(), timings.everyMs);
  return {
    probe: () => {
      if (!isStopped) void ask();
    },
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

/** Any answer at all is a sign of life; 408 and 503 are the engine's own words for none. */
function meansGone(status: number): boolean {
  return status === 408 || status === 503;
}

async function within(asked: Promise<{ readonly status: number }>, ms: number): Promise<number> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<number>((resolve) => {
    timer = setTimeout(() => resolve(408), ms);
  });
  const status = await Promise.race([asked.then((response) => response.status), silence]);
  clearTimeout(timer);
  return status;
}
