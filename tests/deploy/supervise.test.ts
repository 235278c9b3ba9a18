import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { whenBegan } from '../../deploy/local/pid-records.ts';
import { type ProcessSpec, supervise, type Supervised } from '../../deploy/local/supervise.ts';

const folder = mkdtempSync(join(tmpdir(), 'ringdesk-supervise-'));
const backOff = { firstMs: 20, longestMs: 80, healthyAfterMs: 60_000 };
const running: Supervised[] = [];
afterEach(() => Promise.all(running.splice(0).map((one) => one.stop())));

function keep(script: string, extra: Partial<ProcessSpec> = {}) {
  const reports: string[] = [];
  const lines: string[] = [];
  const supervised = supervise(
    { name: 'child', command: process.execPath, args: ['-e', script], ...extra },
    { report: (line) => reports.push(line), onLine: (_, line) => lines.push(line), backOff },
  );
  running.push(supervised);
  return { supervised, reports, lines };
}

test('a process that is killed is reported and started again', async () => {
  const { supervised, reports, lines } = keep(`console.log('up'); setInterval(() => {}, 1000)`);
  await vi.waitFor(() => expect(lines).toEqual(['up']), 5000);
  process.kill(supervised.pid!, 'SIGKILL');
  await vi.waitFor(() => expect(lines).toEqual(['up', 'up']), 5000);
  expect(reports).toEqual(['child was ended by SIGKILL; starting it again in 0.02 s']);
  expect(supervised.restarts).toBe(1);
});

test('a process that cannot start is told with its reason, and waits longer each time', async () => {
  const { reports } = keep(`throw new Error('no such table')`);
  await vi.waitFor(() => expect(reports.length).toBeGreaterThanOrEqual(4), 10_000);
  expect(reports[0]).toBe('child ended with code 1 (Error: no such table); starting it again in 0.02 s');
  expect(reports.slice(1, 4).map((line) => / in ([\d.]+) s$/.exec(line)?.[1])).toEqual([
    '0.04',
    '0.08',
    '0.08',
  ]);
});

test('a program that does not exist is reported, not thrown', async () => {
  const { reports } = keep('', { command: '/nowhere/program', args: [] });
  await vi.waitFor(() => expect(reports[0]).toContain('child could not be started'), 5000);
});

test('stopping asks politely, waits, and starts nothing again', async () => {
  const file = join(folder, 'last-words');
  const { supervised, reports, lines } = keep(
    `process.on('SIGTERM', () => { require('fs').writeFileSync(${JSON.stringify(file)}, 'drained'); process.exit() });
     console.log('up'); setInterval(() => {}, 1000)`,
  );
  await vi.waitFor(() => expect(lines).toEqual(['up']), 5000);
  const pid = supervised.pid!;
  await supervised.stop();
  expect(readFileSync(file, 'utf8')).toBe('drained');
  expect(whenBegan(pid)).toBeNull();
  expect(reports).toEqual([]);
});

test('a process that does not listen is ended by force', async () => {
  const { supervised, lines } = keep(
    `process.on('SIGTERM', () => {}); console.log('up'); setInterval(() => {}, 1000)`,
    {
      graceMs: 100,
    },
  );
  await vi.waitFor(() => expect(lines).toEqual(['up']), 5000);
  const pid = supervised.pid!;
  await supervised.stop();
  expect(whenBegan(pid)).toBeNull();
});

test('what is given on standard input is given again at each start', async () => {
  const file = join(folder, 'input');
  writeFileSync(file, '');
  const { reports } = keep(
    `let all = ''; process.stdin.on('data', (part) => all += part).on('end', () => {
       require('fs').appendFileSync(${JSON.stringify(file)}, all + ';'); process.exit(3) })`,
    { stdin: 'secret' },
  );
  await vi.waitFor(() => expect(reports.length).toBeGreaterThanOrEqual(2), 5000);
  expect(readFileSync(file, 'utf8')).toMatch(/^secret;secret;/);
});
