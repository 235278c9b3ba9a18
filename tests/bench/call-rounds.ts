import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { runSipp, type SippResult, type SippRun } from '../support/sipp.ts';
import { eventually } from '../support/until.ts';
import { percentile, rounded } from './percentiles.ts';

const CALLER = fileURLToPath(new URL('./scenarios/caller.xml', import.meta.url));
/** Callers who are being served at once while a round lasts: each is followed by the next as soon as it is over. */
const AT_ONCE = 96;
/** Enough for a first guess of how many calls a round is. */
const FIRST_CALLS = 2000;
/** Of what was found, so much comes by the clock afterwards, whether or not it is answered in time. */
const BY_THE_CLOCK = 0.85;
/** An engine holds what a call's messages were for 32 s (RFC 3261, timers B, F, H, J), and only so many of them. */
const LET_GO_MS = 33_000;
/** What a run that was not clean leaves behind must not be the next one's: so long it may take to end. */
const SETTLE_MS = 90_000;
/** A run that takes so much longer than its calls were started in did not keep up. */
const LATE_SECONDS = 1.5;

export interface Target {
  readonly name: string;
  readonly sipPort: number;
  readonly service: string;
  readonly fields: string;
  /** Whether all calls of a run are over. */
  readonly isQuiet: () => Promise<boolean>;
  /** Lets nothing that belongs to it run while another is measured. Answers with what lets it go on. */
  readonly rest?: () => () => void;
}

export interface Sustained {
  /** The median of the rounds; of one in which a call failed it is 0. */
  readonly calls_per_second: number;
  readonly rounds: readonly string[];
  /** What came by the clock afterwards. */
  readonly by_the_clock: string;
}

/**
 * How many calls a second each target carries without one that fails: as many as it answers while AT_ONCE are under way.
 * All take their rounds in turns, so that what else the machine does meets all of them. Answers in the order of the targets.
 */
export async function findSustained(
  targets: readonly Target[],
  { rounds, seconds }: { readonly rounds: number; readonly seconds: number },
): Promise<readonly Sustained[]> {
  const measured = targets.map((target) => new Measured(target, targets));
  for (const each of measured) await each.guess();
  for (let round = 1; round <= rounds; round += 1) {
    for (const each of measured) await each.round(round, seconds);
  }
  const answers: Sustained[] = [];
  for (const each of measured) answers.push(await each.sustained(seconds));
  return answers;
}

class Measured {
  readonly #target: Target;
  readonly #others: readonly Target[];
  readonly #rates: number[] = [];
  readonly #rounds: string[] = [];
  #guess = 0;
  #endedAt = Number.NEGATIVE_INFINITY;

  constructor(target: Target, all: readonly Target[]) {
    this.#target = target;
    this.#others = all.filter((other) => other !== target);
  }

  async guess(): Promise<void> {
    this.#guess = rateOf(await this.#run(oneAfterTheOther(FIRST_CALLS)));
  }

  async round(number: number, seconds: number): Promise<void> {
    const calls = Math.round(this.#guess * seconds);
    const result = await this.#run(oneAfterTheOther(calls));
    const isClean = result.failed === 0 && result.successful === calls;
    this.#rates.push(isClean ? rateOf(result) : 0);
    this.#rounds.push(await this.#say(`round ${number}: ${Math.round(rateOf(result))}/s`, result, isClean));
  }

  async sustained(seconds: number): Promise<Sustained> {
    const found = Math.round(percentile(this.#rates, 0.5));
    const rate = Math.round(found * BY_THE_CLOCK);
    const calls = rate * seconds;
    const result = await this.#run({ calls, callsPerSecond: rate, deadlineMs: (seconds + 45) * 1000 });
    const keptUp = result.seconds < seconds + LATE_SECONDS;
    const isClean = result.failed === 0 && result.successful === calls && keptUp;
    const by_the_clock = await this.#say(`${rate}/s by the clock`, result, isClean);
    return { calls_per_second: found, rounds: this.#rounds, by_the_clock };
  }

  /** Alone on the machine, and with nothing of the run before in its engine. */
  async #run(how: Omit<SippRun, 'scenario'>): Promise<SippResult> {
    await setTimeout(Math.max(0, this.#endedAt + LET_GO_MS - performance.now()));
    const goOn = this.#others.map(({ rest }) => rest?.());
    const { sipPort, service, fields } = this.#target;
    const to = { scenario: CALLER, target: `127.0.0.1:${sipPort}`, service, fields };
    const result = await runSipp({ ...to, ...how });
    for (const each of goOn) each?.();
    this.#endedAt = performance.now();
    return result;
  }

  async #say(what: string, result: SippResult, isClean: boolean): Promise<string> {
    const { name, isQuiet } = this.#target;
    const { failed, retransmissions, responseTimeMs, seconds } = result;
    const said =
      `${what}, ${isClean ? 'clean' : 'NOT clean'}, ${failed} failed, ${retransmissions} repeated, ` +
      `${rounded(responseTimeMs)} ms to answer, ${rounded(seconds)} s`;
    console.error(`${name} ${said}`);
    if (!isClean) await eventually(isQuiet, `${name} is quiet again`, SETTLE_MS).catch(() => undefined);
    return said;
  }
}

const rateOf = ({ successful, seconds }: SippResult): number => successful / seconds;

function oneAfterTheOther(calls: number): Omit<SippRun, 'scenario'> {
  return { calls, atOnce: AT_ONCE, callsPerSecond: 10_000, deadlineMs: 90_000 };
}
