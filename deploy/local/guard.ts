// Outlives the process that started it by as long as it takes to end what that one left behind.
// Its standard input is a pipe that closes however its starter ends, SIGKILL included.
import { rmSync } from 'node:fs';
import { endRecorded } from './pid-records.ts';

const [recordsFolder, ...temporaryFolders] = process.argv.slice(2);
if (!recordsFolder) throw new Error('usage: guard.ts <folder of pid records> [temporary folder …]');

process.stdin.resume();
await new Promise((resolve) => process.stdin.once('close', resolve));
await endRecorded(recordsFolder);
// a program that is not recorded (initdb) may still be writing there
for (const folder of temporaryFolders)
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
