import { spawn } from 'node:child_process';
import { join } from 'node:path';

export interface ToolResult {
  readonly code: number;
  readonly output: string;
  readonly seconds: number;
}

/** Runs a tool of node_modules/.bin and keeps what it says. */
export function runTool(
  name: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<ToolResult> {
  return run(name, args, env, 'pipe');
}

/** The same with its output straight on the console. */
export function runToolAloud(
  name: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<ToolResult> {
  return run(name, args, env, 'inherit');
}

function run(
  name: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  stdio: 'pipe' | 'inherit',
): Promise<ToolResult> {
  const beganAt = performance.now();
  const child = spawn(join('node_modules', '.bin', name), args, {
    stdio: ['ignore', stdio, stdio],
    env: { ...process.env, ...env },
  });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve) => {
    const finish = (code: number, extra = ''): void =>
      resolve({
        code,
        output: Buffer.concat(chunks).toString() + extra,
        seconds: (performance.now() - beganAt) / 1000,
      });
    child.once('error', (error) => finish(1, error.message));
    child.once('close', (code) => finish(code ?? 1));
  });
}
