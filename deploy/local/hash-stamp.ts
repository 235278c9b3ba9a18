import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Runs `make` unless the stamp says that it already ran on files with these very contents. Returns whether it ran. */
export async function makeIfChanged(
  stampFile: string,
  sources: readonly string[],
  make: () => void | Promise<void>,
): Promise<boolean> {
  const hash = hashOf(sources);
  if (readOrNull(stampFile) === hash) return false;
  await make();
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, hash);
  return true;
}

/** Over names and contents of the files and folders named; a missing one counts as empty. */
export function hashOf(sources: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of sources.flatMap(filesIn))
    hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

// what a build leaves behind
const NOT_SOURCES = new Set(['dist', 'node_modules', 'components.d.ts']);

function filesIn(path: string): string[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return [];
  if (!stat.isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => !NOT_SOURCES.has(name))
    .sort()
    .flatMap((name) => filesIn(join(path, name)));
}

function readOrNull(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
