import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deadPort } from './phone.ts';
import type { Target } from './target.ts';

const SCENARIOS = fileURLToPath(new URL('./scenarios/', import.meta.url));
const LIMIT_MS = 50_000;

export interface SippOptions {
  /** A file of scenarios/ without its ending, named for its outcome. */
  readonly scenario: string;
  readonly calls?: number;
  readonly perSecond?: number;
  readonly transport?: 'u1' | 't1';
  /** For a scenario that waits for calls. */
  readonly port?: number;
  readonly keys?: Readonly<Record<string, string>>;
  readonly timeoutSeconds?: number;
}

/** Runs SIPp to its end. Rejects, with what SIPp found wrong, unless every call ended as its scenario says. */
export async function sipp(target: Target, options: SippOptions): Promise<void> {
  const { calls = 1, perSecond = 10, transport = 'u1', timeoutSeconds = 20 } = options;
  const port = options.port ?? (await deadPort());
  const folder = await mkdtemp(join(tmpdir(), 'sipp-'));
  const keys = Object.entries(options.keys ?? {}).flatMap(([name, value]) => ['-key', name, value]);
  const parameters = [
    `${target.sip.host}:${target.sip.port}`,
    ...['-sf', `${SCENARIOS}${options.scenario}.xml`, '-i', '127.0.0.1', '-p', String(port), '-t', transport],
    ...['-m', String(calls), '-r', String(perSecond), '-l', String(Math.max(calls, 10))],
    ...[
      '-nostdin',
      '-trace_err',
      '-error_file',
      join(folder, 'errors'),
      '-timeout',
      `${timeoutSeconds}s`,
      '-timeout_error',
    ],
    ...['-cp', String(await deadPort()), ...keys],
  ];
  try {
    await new Promise<void>((resolve, reject) => {
      execFile('sipp', parameters, { timeout: LIMIT_MS, cwd: folder }, (error, stdout, stderr) => {
        if (!error) return resolve();
        execFile('cat', [join(folder, 'errors')], (_missing, errors) => {
          reject(
            new Error(
              `sipp ${options.scenario}: ${String(error.code)} ${errors.slice(0, 3000)} ${stderr.slice(0, 500)}`,
            ),
          );
        });
      });
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** SIPp that waits for calls on `port`; resolves as soon as it can be called. `done` is its end. */
export async function sippCallee(
  target: Target,
  options: SippOptions & { readonly port: number },
): Promise<{ done: Promise<void> }> {
  const done = sipp(target, options);
  done.catch(() => undefined);
  const file = options.transport === 't1' ? '/proc/net/tcp' : '/proc/net/udp';
  const wanted = `:${options.port.toString(16).toUpperCase().padStart(4, '0')} `;
  for (;;) {
    const sockets = await readFile(file, 'latin1');
    if (sockets.split('\n').some((line) => line.slice(0, 25).includes(wanted))) return { done };
    await Promise.race([new Promise((resolve) => setTimeout(resolve, 10)), done]);
  }
}
