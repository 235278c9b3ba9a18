import { fileURLToPath } from 'node:url';
import { runSipp, type SippResult, type SippRun } from '../support/sipp.ts';
import { eventually } from '../support/until.ts';
import { percentile, rounded } from './percentiles.ts';

const CALLER = fileURLToPath(new URL('./scenarios/caller.xml', import.meta.url));
/** Callers who are being served at once while a round lasts: each is followed by the next as soon as it is over. */
const AT_ONCE = 96;
/** What an engine holds of a call stays for 32 s (RFC 3261, timers B, F, H, J): only then is it as it will be from then on. */
const FILL_SECONDS = 34;
/** Of what was found, so much comes by the clock afterwards, whether or not it is answered in time. */
const BY_THE_CLOCK = 0.85;
/** What a run that was not clean leaves behind must not be the next one's: so long it may take to end. */
const SETTLE_MS = 90_000;
/** A run that takes so much longer than its calls were started in did not keep up; one so much shorter broke off. */
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
  /** The median of the rounds; one that was not clean counts as 0. */
  readonly calls_per_second: number;
  readonly rounds: readonly string[];
  /** What came by the clock afterwards, and whether all of it was served in time. */
  readonly by_the_clock: string;
  readonly is_clean_by_the_clock: boolean;
}

/**
 * How many calls a second each target carries without one that fails, for as long as one likes: as many as it answers while
 * AT_ONCE are under way, measured for so many seconds once its engine is full. All take their rounds in turns, so that what
 * else the machine does meets all of them. Answers in the order of the targets.
 */
export async function findSustained(
  targets: readonly Target[],
  { rounds, seconds }: { readonly rounds: number; readonly seconds: number },
): Promise<readonly Sustained[]> {
  const measured = targets.map((target) => new Measured(target, targets));
  for (let round = 1; round <= rounds; round += 1) {
    // nobody is always the second
    const inTurn = round % 2 === 1 ? measured : measured.toReversed();
    for (const each of inTurn) await each.round(round, seconds);
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

  constructor(target: Target, all: readonly Target[]) {
    this.#target = target;
    this.#others = all.filter((other) => other !== target);
  }

  async round(number: number, seconds: number): Promise<void> {
    const lastsMs = (FILL_SECONDS + seconds) * 1000;
    const deadlineMs = lastsMs + 45_000;
    const result = await this.#run({ atOnce: AT_ONCE, callsPerSecond: 10_000, lastsMs, deadlineMs });
    const isClean = result.failed === 0 && this.#isWhole(result, FILL_SECONDS + seconds);
    const rate = rateOnceFull(result, seconds);
    this.#rates.push(isClean ? rate : 0);
    this.#rounds.push(await this.#say(`round ${number}: ${Math.round(rate)}/s`, result, isClean));
  }

  async sustained(seconds: number): Promise<Sustained> {
    const found = Math.round(percentile(this.#rates, 0.5));
    const rate = Math.round(found * BY_THE_CLOCK);
    const lasting = FILL_SECONDS + seconds;
    const calls = rate * lasting;
    const result = await this.#run({ calls, callsPerSecond: rate, deadlineMs: (lasting + 45) * 1000 });
    const isWhole = this.#isWhole(result, lasting);
    const isClean = result.failed === 0 && result.successful === calls && isWhole;
    const by_the_clock = await this.#say(`${rate}/s by the clock`, result, isClean);
    return {
      calls_per_second: found,
      rounds: this.#rounds,
      by_the_clock,
      is_clean_by_the_clock: isClean,
    };
  }

  /** Neither did SIPp end early nor some calls late. */
  #isWhole(result: SippResult, lasting: number): boolean {
    return result.seconds > lasting - LATE_SECONDS && result.seconds < lasting + LATE_SECONDS;
  }

  /** Alone on the machine. */
  async #run(how: Omit<SippRun, 'scenario'>): Promise<SippResult> {
    const goOn = this.#others.map(({ rest }) => rest?.());
    const { sipPort, service, fields } = this.#target;
    const to = { scenario: CALLER, target: `127.0.0.1:${sipPort}`, service, fields };
    try {
      return await runSipp({ ...to, ...how });
    } finally {
      for (const each of goOn) each?.();
    }
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

/** Calls a second from when the engine was full until nobody called any more. */
function rateOnceFull({ progress }: SippResult, seconds: number): number {
  const full = progress.filter(([at]) => at >= FILL_SECONDS && at <= FILL_SECONDS + seconds);
  const [[from, before] = [0, 0]] = full;
  const [until, after] = full.at(-1) ?? [0, 0];
  return until > from ? (after - before) / (until - from) : 0;
}
