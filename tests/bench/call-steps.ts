import { fileURLToPath } from 'node:url';
import { runSipp, type SippResult } from '../support/sipp.ts';
import { eventually } from '../support/until.ts';
import { rounded } from './percentiles.ts';

const CALLER = fileURLToPath(new URL('./scenarios/caller.xml', import.meta.url));
/** What a step that was not clean leaves behind must not be the next one's: so long it may take to end. */
const SETTLE_MS = 90_000;
/** A run that takes so much longer than its calls were started in did not keep up. */
const LATE_SECONDS = 1.5;

export interface Target {
  readonly name: string;
  readonly sipPort: number;
  readonly service: string;
  readonly fields: string;
  /** Whether all calls of a step are over. */
  readonly isQuiet: () => Promise<boolean>;
}

export interface Sustained {
  readonly calls_per_second: number;
  readonly response_ms: number;
  readonly retransmissions: number;
  readonly steps: readonly string[];
}

/** The highest rate at which not one call fails: doubled until one does, then halved towards it. */
export async function findSustained(target: Target, first: number, stepSeconds: number): Promise<Sustained> {
  const steps: string[] = [];
  let good = 0;
  let best: SippResult | null = null;
  let bad = Number.POSITIVE_INFINITY;
  const attempt = async (rate: number): Promise<boolean> => {
    const result = await step(target, rate, stepSeconds);
    const isClean = isSustained(result, rate, stepSeconds);
    steps.push(
      `${rate}/s: ${isClean ? 'clean' : 'NOT clean'}, ${result.failed} failed, ${result.retransmissions} repeated, ` +
        `${rounded(result.responseTimeMs)} ms to answer, ${rounded(result.seconds)} s`,
    );
    console.error(`${target.name} ${steps.at(-1)}`);
    if (isClean && rate > good) [good, best] = [rate, result];
    if (!isClean) {
      bad = Math.min(bad, rate);
      await eventually(target.isQuiet, `${target.name} is quiet again`, SETTLE_MS).catch(() => undefined);
    }
    return isClean;
  };
  await step(target, Math.round(first / 2), 5); // warms up, and counts for nothing
  let rate = first;
  while (rate <= 3200 && (await attempt(rate))) rate *= 2;
  while (good === 0 && rate > 5) {
    rate = Math.round(rate / 2);
    await attempt(rate);
  }
  while (Number.isFinite(bad) && bad - good > Math.max(5, good * 0.12)) {
    await attempt(Math.round((good + bad) / 2));
  }
  const found = best as SippResult | null;
  return {
    calls_per_second: good,
    response_ms: rounded(found?.responseTimeMs ?? Number.NaN),
    retransmissions: found?.retransmissions ?? 0,
    steps,
  };
}

function step({ sipPort, service, fields }: Target, rate: number, seconds: number): Promise<SippResult> {
  return runSipp({
    scenario: CALLER,
    target: `127.0.0.1:${sipPort}`,
    service,
    fields,
    calls: rate * seconds,
    callsPerSecond: rate,
    deadlineMs: (seconds + 45) * 1000,
  });
}

function isSustained(
  { successful, failed, seconds }: SippResult,
  rate: number,
  stepSeconds: number,
): boolean {
  return failed === 0 && successful === rate * stepSeconds && seconds < stepSeconds + LATE_SECONDS;
}
