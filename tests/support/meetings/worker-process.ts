import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { SECRET_KEY } from '../secret-key.ts';

export interface WorkerProcess {
  readonly pid: number;
  /** Lines of its log, parsed. */
  readonly log: readonly Record<string, unknown>[];
  kill(signal: NodeJS.Signals): Promise<number | null>;
}

/** A worker as it is deployed: its own process, told by the environment alone. Resolves once it is at work. */
export async function startWorkerProcess(databaseUrl: string, redisUrl: string): Promise<WorkerProcess> {
  const child = spawn(process.execPath, ['worker/main.ts'], {
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl,
      SECRET_KEY,
      HEALTH_PORT: '0',
      LOG_LEVEL: 'debug',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log: Record<string, unknown>[] = [];
  const errors: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => errors.push(line));
  const started = new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const entry = JSON.parse(line) as Record<string, unknown>;
      log.push(entry);
      if (entry['msg'] === 'worker started') resolve();
    });
    child.once('exit', (code) => reject(new Error(`the worker ended with ${code}: ${errors.join('\n')}`)));
  });
  await started;
  return { pid: child.pid ?? 0, log, kill: (signal) => end(child, signal) };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
  return child.exitCode;
}
