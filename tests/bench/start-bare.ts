import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { NODE_FLAGS } from '../../deploy/local/application.ts';
import { freePort } from '../../deploy/local/ports.ts';
import { eventually } from '../support/until.ts';

export interface Bare {
  readonly sipPort: number;
  readonly pids: readonly number[];
  close(): void;
}

const SECRET = 'bench';

/** An engine of its own, run as the product runs it, and the bare handler on it, as Node runs anything. */
export async function startBare(environment: Readonly<Record<string, string>>): Promise<Bare> {
  const [sipPort, controlPort] = [await freePort(), await freePort()];
  const engine = forkScript(
    '../../telephony/engine/main.ts',
    {
      ENGINE_CONTROL_PORT: `${controlPort}`,
      ENGINE_SECRET: SECRET,
      ENGINE_SIP_PORT: `${sipPort}`,
      ENGINE_WS_PORT: 'off',
      ENGINE_LOG_LEVEL: 'error',
    },
    NODE_FLAGS,
  );
  const handler = await startBareHandler(`tcp://:${SECRET}@127.0.0.1:${controlPort}`, environment);
  return {
    sipPort,
    pids: [engine.pid ?? 0, handler.pid ?? 0],
    close: () => {
      handler.kill();
      engine.kill();
    },
  };
}

/** The bare handler on an engine that runs already. Tries until the engine listens. */
export async function startBareHandler(
  drachtioUrl: string,
  environment: Readonly<Record<string, string>>,
): Promise<ChildProcess> {
  return eventually(
    () =>
      new Promise<ChildProcess | null>((resolve) => {
        const child = forkScript('./bare-handler.ts', { DRACHTIO_URL: drachtioUrl, ...environment });
        child.once('message', () => resolve(child));
        child.once('exit', () => resolve(null));
      }),
    'the bare handler is connected',
    20_000,
  );
}

function forkScript(
  script: string,
  environment: Readonly<Record<string, string>>,
  flags: readonly string[] = ['--disable-warning=ExperimentalWarning'],
): ChildProcess {
  return fork(fileURLToPath(new URL(script, import.meta.url)), {
    env: { ...process.env, ...environment },
    execArgv: [...flags],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}
