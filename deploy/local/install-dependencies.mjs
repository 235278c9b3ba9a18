import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';

/** Runs `npm ci` unless node_modules already holds exactly what package-lock.json says. */
export async function installDependencies(root) {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const hash = createHash('sha256').update(lock).digest('hex');
  const stamp = join(root, 'node_modules', '.installed-from');
  if (read(stamp) === hash) return;
  if (!holdsWhatTheLockSays(root, lock)) npmCi(root);
  try {
    writeFileSync(stamp, hash);
  } catch {
    // a read-only tree is compared again next time
  }
}

/** npm leaves its own record of what it installed; packages for other platforms are absent from it. */
function holdsWhatTheLockSays(root, lock) {
  const record = read(join(root, 'node_modules', '.package-lock.json'));
  if (!record) return false;
  const installed = JSON.parse(record).packages;
  return Object.entries(JSON.parse(lock).packages).every(
    ([path, { version, optional }]) =>
      path === '' ||
      (installed[path]
        ? installed[path].version === version && existsSync(join(root, path))
        : optional === true),
  );
}

function npmCi(root) {
  process.stderr.write('Installing dependencies (npm ci) …\n');
  const npmCli = process.env.npm_execpath;
  const nodeOfNpm = process.env.npm_node_execpath;
  // npm must not run on the Node inside the folder it is about to replace
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.endsWith(`node_modules${sep}.bin`))
    .join(delimiter);
  const outside = nodeOfNpm && !nodeOfNpm.includes(`node_modules${sep}`);
  const [command, args] = npmCli && outside ? [nodeOfNpm, [npmCli, 'ci']] : ['npm', ['ci']];
  const result = spawnSync(
    command,
    [...args, '--include=dev', '--no-fund', '--no-audit', '--loglevel=error'],
    {
      cwd: root,
      stdio: ['ignore', 2, 2],
      env: { ...process.env, PATH: path },
    },
  );
  if (result.error) throw new Error(`npm cannot be run (${result.error.message}): install Node with npm.`);
  if (result.status !== 0) {
    throw new Error(
      'npm ci failed (see above): check the network and the rights on this folder, then start again.',
    );
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
