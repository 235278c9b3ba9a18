import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

export interface ToolResult {
  readonly code: number;
  readonly output: string;
  readonly seconds: number;
}

const running = new Set<ChildProcess>();

/** For a process that is told to end: lets the commands it runs end first, by force after a while. */
export async function endRunningTools(graceMs = 10_000): Promise<void> {
  await Promise.all(
    [...running].map(async (child) => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGINT');
      const force = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await ended;
      clearTimeout(force);
    }),
  );
}

/** Runs a command and keeps what it says, or lets it speak on the console. */
export function run(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  stdio: 'pipe' | 'inherit' = 'pipe',
): Promise<ToolResult> {
  const beganAt = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', stdio, stdio], env: { ...process.env, ...env } });
  running.add(child);
  const killWithUs = (): void => void child.kill();
  process.once('exit', killWithUs);
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve) => {
    const finish = (code: number, extra = ''): void => {
      running.delete(child);
      process.off('exit', killWithUs);
      resolve({
        code,
        output: Buffer.concat(chunks).toString() + extra,
        seconds: (performance.now() - beganAt) / 1000,
      });
    };
    child.once('error', (error) => finish(1, error.message));
    child.once('close', (code) => finish(code ?? 1));
  });
}

/** A tool of node_modules/.bin, quietly. */
export function runTool(
  name: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<ToolResult> {
  return run(join('node_modules', '.bin', name), args, env);
}

/** The same with its output straight on the console. */
export function runToolAloud(
  name: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<ToolResult> {
  return run(join('node_modules', '.bin', name), args, env, 'inherit');
}
