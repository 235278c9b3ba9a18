import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/*
 * Which processes a run has started, one file each, so that whoever comes after a killed run can end them.
 * A pid alone proves nothing, the system gives it to others later: the moment the process began is kept with it.
 */

export interface PidRecord {
  readonly pid: number;
  readonly name: string;
  readonly began: string;
}

export function recordPid(folder: string, pid: number, name: string): void {
  const began = whenBegan(pid);
  if (began === null) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${pid}.json`), JSON.stringify({ pid, name, began } satisfies PidRecord));
}

export function forgetPid(folder: string, pid: number): void {
  rmSync(join(folder, `${pid}.json`), { force: true });
}

export function livingRecords(folder: string): PidRecord[] {
  return readRecords(folder).filter(isAlive);
}

export function isAlive(record: PidRecord): boolean {
  return whenBegan(record.pid) === record.began;
}

/** Ends every recorded process that still lives: politely first, by force after `graceMs`. Returns what it ended. */
export async function endRecorded(folder: string, graceMs = 5000): Promise<PidRecord[]> {
  const found = livingRecords(folder);
  // PostgreSQL takes SIGTERM as 'when the last client has left', SIGINT as 'now, in good order'
  for (const record of found) signal(record, record.name.startsWith('postgres') ? 'SIGINT' : 'SIGTERM');
  const deadline = Date.now() + graceMs;
  while (found.some(isAlive) && Date.now() < deadline) await sleep(25);
  for (const record of found.filter(isAlive)) signal(record, 'SIGKILL');
  while (found.some(isAlive) && Date.now() < deadline + 2000) await sleep(25);
  for (const record of readRecords(folder)) if (!isAlive(record)) forgetPid(folder, record.pid);
  return found;
}

/** Something that differs between two processes that had the same pid; null when there is none. */
export function whenBegan(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? null : `${fields[18]}`;
  } catch {
    if (process.platform === 'linux') return null;
  }
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', `${pid}`], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}

function signal(record: PidRecord, name: NodeJS.Signals): void {
  try {
    process.kill(record.pid, name);
  } catch {
    // it ended by itself
  }
}

function readRecords(folder: string): PidRecord[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names.flatMap((name) => {
    try {
      return [JSON.parse(readFileSync(join(folder, name), 'utf8')) as PidRecord];
    } catch {
      return [];
    }
  });
}
