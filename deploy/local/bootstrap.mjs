// From whatever Node is on the machine to the project's own Node 24 with its dependencies installed.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installDependencies } from './install-dependencies.mjs';

const OLDEST_NODE = 18;
const NODE_THAT_RUNS_TYPESCRIPT = 24;
const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Installs the dependencies if they are missing or old, then becomes `script` run by the project's own Node.
 * Signals are passed on; the exit code is the script's.
 */
export async function runInProjectNode(script, args) {
  process.chdir(root);
  const major = Number(process.versions.node.split('.')[0]);
  if (major < OLDEST_NODE)
    fail(`Node ${process.versions.node} is too old: install Node ${NODE_THAT_RUNS_TYPESCRIPT}.`);
  try {
    await installDependencies(root);
  } catch (error) {
    fail(error.message);
  }
  const ownNode = join(root, 'node_modules', '.bin', 'node');
  if (!existsSync(ownNode) && major < NODE_THAT_RUNS_TYPESCRIPT) {
    fail(
      `npm ci left out the project's own Node (ignore-scripts?): install Node ${NODE_THAT_RUNS_TYPESCRIPT} and start again.`,
    );
  }
  const node = existsSync(ownNode) ? ownNode : process.execPath;
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', script, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'], // the channel closing tells the child that this process was killed
    env: {
      // what Node made of each file is kept: every process of the product begins in half the time
      NODE_COMPILE_CACHE: join(root, 'var', 'compile-cache'),
      ...process.env,
      PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH ?? ''}`,
    },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  if (process.env.npm_lifecycle_event) endWithNpm(child);
  child.on('error', (error) => fail(`Cannot run ${node}: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}

/** npm killed outright tells nobody, but its child is then adopted by another: this process, or the shell around it. */
function endWithNpm(child) {
  const hasShellAround = read(`/proc/${process.ppid}/cmdline`).split('\0')[1] === '-c';
  const npm = () => (hasShellAround ? parentOf(process.ppid) : process.ppid);
  const atFirst = npm();
  setInterval(() => npm() !== atFirst && child.kill('SIGTERM'), 1000).unref();
}

function parentOf(pid) {
  const stat = read(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function fail(line) {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}
