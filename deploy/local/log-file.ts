import { createWriteStream, existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';

export interface Log {
  write(line: string): void;
  close(): void;
}

const KEPT = 3;

/** A new log file; those of the last runs are kept as name.1.log (the newest), name.2.log … */
export function openLog(file: string): Log {
  mkdirSync(dirname(file), { recursive: true });
  const old = (age: number): string => (age === 0 ? file : file.replace(/\.log$/, `.${age}.log`));
  for (let age = KEPT - 1; age >= 0; age--) if (existsSync(old(age))) renameSync(old(age), old(age + 1));
  const stream = createWriteStream(file);
  return {
    write: (line) => void stream.write(`${line}\n`),
    close: () => stream.end(),
  };
}

const WARNING = 40;
const ERROR = 50;

/** What of a structured log line belongs on the console: warnings and errors, in one plain line; else null. */
export function consoleLine(name: string, line: string): string | null {
  if (!line.startsWith('{')) return null;
  let entry: unknown;
  try {
    entry = JSON.parse(line);
  } catch {
    return null;
  }
  const { level, msg, err } = entry as { level?: unknown; msg?: unknown; err?: { message?: unknown } };
  if (typeof level !== 'number' || level < WARNING) return null;
  const cause =
    typeof err?.message === 'string' && err.message !== msg ? ` (${err.message.split('\n')[0]})` : '';
  return `${name} ${level >= ERROR ? 'error' : 'warning'}: ${typeof msg === 'string' ? msg : line}${cause}`;
}
