import { spawnSync } from 'node:child_process';
import { findProgram } from './find-program.ts';

/** Installs Debian packages when that is possible here (root, apt); false when it is not or did not work. */
export async function installDebianPackages(names: readonly string[]): Promise<boolean> {
  const apt = findProgram('apt-get', ['/usr/bin']);
  if (names.length === 0 || !apt || process.getuid?.() !== 0) return names.length === 0;
  console.error(`Installing ${names.join(', ')} (apt-get) …`);
  const run = (...args: string[]): boolean =>
    spawnSync(apt, args, {
      stdio: ['ignore', 'ignore', 'ignore'],
      // a service of the package's own would hold the usual port; ours run on their own
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
    }).status === 0;
  const install = (): boolean => run('install', '-y', '-qq', '--no-install-recommends', ...names);
  return install() || (run('update', '-qq') && install());
}
