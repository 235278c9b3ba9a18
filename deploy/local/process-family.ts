import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openLog, type Log } from './log-file.ts';
import { endRecorded, forgetPid, recordPid } from './pid-records.ts';
import { type ProcessSpec, supervise, type Supervised } from './supervise.ts';

export interface FamilyOptions {
  /** Pid records and logs live here. */
  readonly folder: string;
  readonly report: (line: string) => void;
  /** Called for each line the processes write, after it went to the log file. */
  readonly onLine?: (name: string, line: string, from: 'stdout' | 'stderr') => void;
  /** Removed once the family has ended, however it ended. */
  readonly temporaryFolders?: readonly string[];
}

export interface Family {
  /** Starts and supervises a process; those of a later wave end before those of an earlier one. */
  run(spec: ProcessSpec, wave: number): Supervised;
  members(): readonly Supervised[];
  readonly recordsFolder: string;
  logOf(name: string): string;
  end(): Promise<void>;
}

/** The processes of one run: started, supervised, logged and ended together, even if this process is killed. */
export async function startFamily(options: FamilyOptions): Promise<Family> {
  const runs = join(options.folder, 'run');
  const recordsFolder = join(runs, `pids-${process.pid}`);
  const logs = new Map<string, Log>();
  let isEnding = false;
  const members: { wave: number; supervised: Supervised }[] = [];
  const stale = await endEarlierRuns(runs);
  if (stale.length > 0) options.report(`ended what a killed run had left: ${stale.join(', ')}`);
  const guard = keepGuard(recordsFolder, options.temporaryFolders ?? []);
  const logOf = (name: string): string => join(options.folder, 'logs', `${name}.log`);

  return {
    recordsFolder,
    logOf,
    members: () => members.map(({ supervised }) => supervised),
    run(spec, wave) {
      if (isEnding) throw new Error(`${spec.name} is not started: the run is ending`);
      const log = logs.get(spec.name) ?? openLog(logOf(spec.name));
      logs.set(spec.name, log);
      const supervised = supervise(spec, {
        onStart: (pid, name) => recordPid(recordsFolder, pid, name),
        onEnd: (pid) => forgetPid(recordsFolder, pid),
        onLine: (name, line, from) => {
          log.write(line);
          options.onLine?.(name, line, from);
        },
        report: options.report,
      });
      members.push({ wave, supervised });
      return supervised;
    },
    async end() {
      isEnding = true;
      const waves = [...new Set(members.map(({ wave }) => wave))].sort((a, b) => b - a);
      for (const wave of waves) {
        await Promise.all(
          members.filter((member) => member.wave === wave).map(({ supervised }) => supervised.stop()),
        );
      }
      for (const log of logs.values()) log.close();
      await guard.end();
      rmSync(recordsFolder, { recursive: true, force: true });
    },
  };
}

async function endEarlierRuns(runs: string): Promise<string[]> {
  mkdirSync(runs, { recursive: true });
  const ended: string[] = [];
  for (const name of readdirSync(runs).filter((entry) => entry.startsWith('pids-'))) {
    ended.push(...(await endRecorded(join(runs, name))).map((record) => record.name));
    rmSync(join(runs, name), { recursive: true, force: true });
  }
  return ended;
}

function keepGuard(recordsFolder: string, temporaryFolders: readonly string[]): { end(): Promise<void> } {
  let isEnding = false;
  let child: ChildProcess;
  const start = (): void => {
    const script = fileURLToPath(new URL('./guard.ts', import.meta.url));
    child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', script, recordsFolder, ...temporaryFolders],
      {
        detached: true,
        stdio: ['pipe', 'ignore', 'ignore'],
      },
    );
    child.stdin?.on('error', () => {});
    child.once('exit', () => {
      if (!isEnding) setTimeout(start, 1000).unref();
    });
    child.unref();
  };
  start();
  return {
    end: () =>
      new Promise((resolve) => {
        isEnding = true;
        if (child.exitCode !== null || child.signalCode !== null) return resolve();
        child.ref();
        child.once('exit', () => resolve());
        child.stdin?.end();
      }),
  };
}
