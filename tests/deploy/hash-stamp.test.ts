import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeIfChanged } from '../../deploy/local/hash-stamp.ts';

function project() {
  const folder = mkdtempSync(join(tmpdir(), 'ringdesk-stamp-'));
  mkdirSync(join(folder, 'src/dist'), { recursive: true });
  writeFileSync(join(folder, 'src/a.ts'), 'a');
  let made = 0;
  const make = () => makeIfChanged(join(folder, 'out/.stamp'), [join(folder, 'src')], () => void (made += 1));
  return { folder, make, made: () => made };
}

test('the work is done once for the same contents', async () => {
  const { make, made } = project();
  expect([await make(), await make()]).toEqual([true, false]);
  expect(made()).toBe(1);
});

test.each([
  ['changed', (folder: string) => writeFileSync(join(folder, 'src/a.ts'), 'b')],
  ['added', (folder: string) => writeFileSync(join(folder, 'src/b.ts'), '')],
  ['removed', (folder: string) => rmSync(join(folder, 'src/a.ts'))],
  ['lost with what was made', (folder: string) => rmSync(join(folder, 'out'), { recursive: true })],
])('it is done again when something is %s', async (_, change) => {
  const { folder, make } = project();
  await make();
  change(folder);
  expect(await make()).toBe(true);
});

test('what the work itself makes among the sources does not count', async () => {
  const { folder, make } = project();
  await make();
  writeFileSync(join(folder, 'src/dist/out.js'), '');
  expect(await make()).toBe(false);
});

test('work that fails is not taken for done', async () => {
  const { folder } = project();
  const fail = () =>
    makeIfChanged(join(folder, 'out/.stamp'), [join(folder, 'src')], () => {
      throw new Error('no');
    });
  await expect(fail()).rejects.toThrow('no');
  await expect(fail()).rejects.toThrow('no');
});
