import { spawn } from 'node:child_process';
import type { Patch } from './patch-source.ts';
import type { Outcome } from './run-worlds.ts';

/** Holds the product, so broken, against the statement in a process of its own; null breaks nothing. */
export async function runMutant(patch: Patch | null, worlds: number, seed: number): Promise<Outcome> {
  const args = ['--import', './tests/access/mutants/patch-source.ts', 'tests/access/mutants/run-worlds.ts'];
  const env = { ...process.env, ...(patch && { ACCESS_PATCH: JSON.stringify(patch) }) };
  const child = spawn(process.execPath, [...args, String(worlds), String(seed)], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [said, complained] = ['', ''];
  child.stdout.on('data', (piece: Buffer) => (said += piece.toString()));
  child.stderr.on('data', (piece: Buffer) => (complained += piece.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`the run ended with ${code}: ${complained}`);
  return JSON.parse(said.trim().split('\n').at(-1)!) as Outcome;
}
