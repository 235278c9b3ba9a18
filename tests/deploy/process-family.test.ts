import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test, vi } from 'vitest';
import { endRecorded, isAlive, livingRecords, recordPid, whenBegan } from '../../deploy/local/pid-records.ts';

const folder = (): string => mkdtempSync(join(tmpdir(), 'ringdesk-family-'));
const idle = (): number =>
  spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' }).pid!;

test('a family whose head is killed outright is ended by its guard, temporary folders included', async () => {
  const own = folder();
  const head = join(own, 'head.ts');
  writeFileSync(
    head,
    `import { startFamily } from ${JSON.stringify(resolve('deploy/local/process-family.ts'))};
     const family = await startFamily({ folder: ${JSON.stringify(own)}, temporaryFolders: [${JSON.stringify(own)}], report: console.log });
     const child = family.run({ name: 'child', command: process.execPath, args: ['-e', 'setInterval(() => {}, 1000)'] }, 0);
     console.log(child.pid);`,
  );
  const started = spawn(process.execPath, [head], { stdio: ['ignore', 'pipe', 'inherit'] });
  const pid = await new Promise<number>((done) =>
    started.stdout.once('data', (text: Buffer) => done(Number(text))),
  );
  expect(whenBegan(pid)).not.toBeNull();
  started.kill('SIGKILL');
  await vi.waitFor(() => expect(whenBegan(pid)).toBeNull(), 10_000);
  await vi.waitFor(() => expect(existsSync(own)).toBe(false), 10_000);
});

test('a recorded process that still runs is ended by whoever comes next', async () => {
  const records = folder();
  const pid = idle();
  recordPid(records, pid, 'left over');
  expect((await endRecorded(records)).map(({ name }) => name)).toEqual(['left over']);
  expect(whenBegan(pid)).toBeNull();
  expect(livingRecords(records)).toEqual([]);
});

test('another process that was given the same pid is left alone', async () => {
  const records = folder();
  const pid = idle();
  writeFileSync(
    join(records, `${pid}.json`),
    JSON.stringify({ pid, name: 'long gone', began: 'another time' }),
  );
  expect(await endRecorded(records)).toEqual([]);
  expect(whenBegan(pid)).not.toBeNull();
  process.kill(pid, 'SIGKILL');
});

test('a record of a dead process is not alive', () => {
  expect(isAlive({ pid: 2 ** 22 + 1, name: 'nobody', began: '1' })).toBe(false);
});
