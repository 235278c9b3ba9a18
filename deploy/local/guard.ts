// Outlives the process that started it by as long as it takes to end what that one left behind.
// Its standard input is a pipe that closes however its starter ends, SIGKILL included.
import { existsSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { endRecorded } from './pid-records.ts';

const [recordsFolder, ...temporaryFolders] = process.argv.slice(2);
if (!recordsFolder) throw new Error('usage: guard.ts <folder of pid records> [temporary folder …]');

const stayAwake = setInterval(() => {}, 60_000);
await new Promise((resolve) => {
  for (const event of ['end', 'close', 'error']) process.stdin.once(event, resolve);
  process.stdin.resume();
});
clearInterval(stayAwake);
await endRecorded(recordsFolder);
for (const folder of temporaryFolders) await removeForGood(folder);

/** A program that is not recorded (initdb) may still be writing there. */
async function removeForGood(folder: string): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // somebody put a file into a folder that was just emptied
    }
    if (!existsSync(folder)) return;
    await sleep(200);
  }
}
