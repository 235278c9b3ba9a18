import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isAlive, whenBegan, type PidRecord } from './pid-records.ts';

/** Two runs over one data folder would end each other's processes: the second is refused. */
export function beTheOnlyOne(file: string): { leave(): void } {
  if (existsSync(file)) {
    const other = JSON.parse(readFileSync(file, 'utf8')) as PidRecord;
    if (isAlive(other)) {
      throw new Error(
        `Ringdesk already runs from this folder (process ${other.pid}): end that one first with Ctrl-C.`,
      );
    }
  }
  makeWritable(dirname(file));
  const self: PidRecord = { pid: process.pid, name: 'start', began: whenBegan(process.pid) ?? '' };
  writeFileSync(file, JSON.stringify(self));
  return { leave: () => rmSync(file, { force: true }) };
}

function makeWritable(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    throw new Error(
      `${folder} cannot be written (${code}): start as its owner, or give it to yourself (sudo chown -R $USER var).`,
      {
        cause: error,
      },
    );
  }
}
