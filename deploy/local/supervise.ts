import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { type BackOff, nextWaitMs, RESTARTS } from './back-off.ts';

export interface ProcessSpec {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Written to the process at each start, then closed. */
  readonly stdin?: string;
  readonly runAs?: { readonly uid: number; readonly gid: number };
  readonly stopSignal?: NodeJS.Signals;
  readonly graceMs?: number;
}

export interface Surroundings {
  readonly onStart?: (pid: number, name: string) => void;
  readonly onEnd?: (pid: number, name: string) => void;
  readonly onLine?: (name: string, line: string, from: 'stdout' | 'stderr') => void;
  /** One plain line about something the operator should see. */
  readonly report: (line: string) => void;
  readonly backOff?: BackOff;
}

export interface Supervised {
  readonly name: string;
  /** Undefined between two starts. */
  readonly pid: number | undefined;
  /** How often it was started again. */
  readonly restarts: number;
  stop(): Promise<void>;
}

/** Keeps one process running: each death is reported and followed by a new start after a growing wait. */
export function supervise(spec: ProcessSpec, surroundings: Surroundings): Supervised {
  let child: ChildProcess | null = null;
  let ended: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | null = null;
  let waitMs = 0;
  let restarts = 0;
  let isStopping = false;

  const start = (): void => {
    timer = null;
    const beganAt = Date.now();
    const tail: string[] = [];
    const started = spawn(spec.command, spec.args, {
      // its own process group: Ctrl-C in the terminal reaches only the supervisor, which ends things in order
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(spec.env && { env: spec.env }),
      ...spec.runAs,
    });
    child = started;
    started.stdin.on('error', () => {});
    started.stdin.end(spec.stdin ?? '');
    for (const from of ['stdout', 'stderr'] as const) {
      createInterface({ input: started[from], crlfDelay: Infinity }).on('line', (line) => {
        if (from === 'stderr') tail.push(line);
        if (tail.length > 40) tail.shift();
        surroundings.onLine?.(spec.name, line, from);
      });
    }
    if (started.pid !== undefined) surroundings.onStart?.(started.pid, spec.name);
    ended = new Promise((resolve) => {
      const finish = (how: string): void => {
        if (child !== started) return;
        child = null;
        if (started.pid !== undefined) surroundings.onEnd?.(started.pid, spec.name);
        if (!isStopping) {
          waitMs = nextWaitMs(waitMs, Date.now() - beganAt, surroundings.backOff ?? RESTARTS);
          surroundings.report(`${spec.name} ${how}; starting it again in ${waitMs / 1000} s`);
          timer = setTimeout(() => {
            restarts += 1;
            start();
          }, waitMs);
        }
        resolve();
      };
      started.once('error', (error) => finish(`could not be started: ${error.message}`));
      started.once('close', (code, signal) =>
        finish(signal ? `was ended by ${signal}` : `ended with code ${code}${reason(tail)}`),
      );
    });
  };

  start();
  return {
    name: spec.name,
    get pid() {
      return child?.pid;
    },
    get restarts() {
      return restarts;
    },
    async stop() {
      isStopping = true;
      if (timer) clearTimeout(timer);
      if (!child) return;
      child.kill(spec.stopSignal ?? 'SIGTERM');
      const force = setTimeout(() => killGroup(child), spec.graceMs ?? 8000);
      await ended;
      clearTimeout(force);
    },
  };
}

function killGroup(child: ChildProcess | null): void {
  if (child?.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}

/** The line a person would look for in a crash: the error itself, else the last thing said. */
function reason(tail: readonly string[]): string {
  const line =
    tail.findLast((text) => /^(Uncaught )?\w*Error\b|^\w+: .*error/i.test(text)) ??
    tail.findLast((text) => /\w/.test(text));
  return line ? ` (${line.trim().slice(0, 200)})` : '';
}
