import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { findProgram } from './find-program.ts';

/** How to run a program that refuses to run as root. */
export interface RunAs {
  /** Words put before the command. */
  readonly prefix: readonly string[];
  /** Another system user; what the program writes must belong to it. */
  readonly user?: { readonly uid: number; readonly gid: number };
}

/** Ordinary users run things as they are; root runs them in a user namespace, or else as a system user. */
export function asOrdinaryUser(programTheyMustReach: string): RunAs {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const unshare = findProgram('unshare');
  const namespace = unshare ? [unshare, '--user', '--map-user=1000'] : [];
  if (unshare && succeeds([...namespace, programTheyMustReach, '--version'])) return { prefix: namespace };
  for (const name of ['postgres', 'nobody']) {
    const user = systemUser(name);
    if (user && succeeds([programTheyMustReach, '--version'], user)) return { prefix: [], user };
  }
  throw new Error('PostgreSQL cannot run as root here: start as an ordinary user, or set DATABASE_URL.');
}

function succeeds([command = '', ...args]: readonly string[], user?: RunAs['user']): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore', ...user });
    return true;
  } catch {
    return false;
  }
}

function systemUser(name: string): RunAs['user'] | null {
  try {
    const line = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((text) => text.startsWith(`${name}:`));
    const [, , uid, gid] = line?.split(':') ?? [];
    return uid && gid ? { uid: Number(uid), gid: Number(gid) } : null;
  } catch {
    return null;
  }
}
