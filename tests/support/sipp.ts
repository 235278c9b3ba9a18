import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SippRun {
  readonly scenario: string;
  /** host:port; none for a side that only listens. */
  readonly target?: string;
  readonly localPort?: number;
  readonly service?: string;
  /** A file of `SEQUENTIAL` and one line a call, for [field0]. */
  readonly fields?: string;
  readonly calls?: number;
  readonly callsPerSecond?: number;
  /** Nobody calls any more after this long; who is in a call ends it. */
  readonly lastsMs?: number;
  /** Where so many calls are under way, the next waits for one of them. */
  readonly atOnce?: number;
  /** The whole run is ended, and counts as failed, after this long. */
  readonly deadlineMs: number;
}

export interface SippResult {
  readonly successful: number;
  readonly failed: number;
  readonly retransmissions: number;
  readonly seconds: number;
  /** Once a second: seconds since the first, and how many calls had been successful. */
  readonly progress: readonly (readonly [at: number, successful: number])[];
  readonly responseTimeMs: number;
}

/** Runs SIPp as a caller to its end. */
export async function runSipp(run: SippRun): Promise<SippResult> {
  const folder = mkdtempSync(join(tmpdir(), 'ringdesk-sipp-'));
  const stats = join(folder, 'stats.csv');
  try {
    const begun = performance.now();
    const child = startSipp(run, ['-trace_stat', '-stf', stats, '-fd', '1']);
    const last = run.lastsMs === undefined ? undefined : setTimeout(() => child.kill('SIGUSR1'), run.lastsMs);
    await ended(child, run.deadlineMs);
    clearTimeout(last);
    // SIPp's own are whole ones
    return { ...readStats(stats), seconds: (performance.now() - begun) / 1000 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Starts SIPp as the side that is called; it runs until killed. */
export function startSipp(run: Omit<SippRun, 'deadlineMs'>, extra: readonly string[] = []): ChildProcess {
  const args = [
    ...(run.target === undefined ? [] : [run.target]),
    ...['-sf', run.scenario, '-i', '127.0.0.1', '-nostdin', '-buff_size', '4194304'],
    ...option('-l', run.atOnce ?? 100_000),
    ...option('-p', run.localPort),
    ...option('-s', run.service),
    ...option('-inf', run.fields),
    ...option('-m', run.calls),
    ...option('-r', run.callsPerSecond),
    ...extra,
  ];
  return spawn('sipp', args, { stdio: 'ignore', cwd: tmpdir(), env: { ...process.env, TERM: 'dumb' } });
}

function option(name: string, value: string | number | undefined): string[] {
  return value === undefined ? [] : [name, `${value}`];
}

function ended(child: ChildProcess, deadlineMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(() => child.kill('SIGKILL'), deadlineMs);
    child.once('error', reject);
    child.once('exit', () => {
      clearTimeout(deadline);
      resolve();
    });
  });
}

/** SIPp's statistics file: ';' between columns, the last line is the end of the run. */
function readStats(file: string): Omit<SippResult, 'seconds'> {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  const names = lines[0]?.split(';') ?? [];
  const rows = lines.slice(1).map((line) => line.split(';'));
  const valueIn = (row: readonly string[], name: string): string => row[names.indexOf(name)] ?? '';
  const value = (name: string): string => valueIn(rows.at(-1) ?? [], name);
  // date, time and seconds since 1970
  const timeOf = (row: readonly string[]): number => Number(valueIn(row, 'CurrentTime').split('\t')[2]);
  const begun = timeOf(rows[0] ?? []);
  return {
    successful: Number(value('SuccessfulCall(C)')),
    failed: Number(value('FailedCall(C)')),
    retransmissions: Number(value('Retransmissions(C)')),
    progress: rows.map((row) => [timeOf(row) - begun, Number(valueIn(row, 'SuccessfulCall(C)'))] as const),
    responseTimeMs: 1000 * seconds(value('ResponseTime1(C)')),
  };
}

/** '00:00:12:345678' or '00:00:12.345678' */
function seconds(text: string): number {
  const [hours = 0, minutes = 0, whole = 0, fraction = '0'] = text.split(/[:.]/);
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(whole) + Number(`0.${fraction}`);
}
