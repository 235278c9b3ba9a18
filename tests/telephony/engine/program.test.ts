import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { createServer } from 'node:net';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { isRealServer } from './target.ts';

const MAIN = fileURLToPath(new URL('../../../telephony/engine/main.ts', import.meta.url));
const running: ChildProcessByStdio<null, Readable, Readable>[] = [];

afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

interface Program {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly output: () => string;
  readonly errors: () => string;
  readonly exit: Promise<number | null>;
  line(holding: string): Promise<string>;
}

function run(environment: Record<string, string>): Program {
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  let output = '';
  let errors = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  const exit = new Promise<number | null>((resolve) => child.on('close', resolve));
  const line = (holding: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = output.split('\n').find((each) => each.includes(holding));
        if (found !== undefined) resolve(found);
      };
      child.stdout.on('data', look);
      void exit.then(() => reject(new Error(`ended without '${holding}': ${errors}`)));
      look();
    });
  return { child, output: () => output, errors: () => errors, exit, line };
}

const FREE_PORTS = { ENGINE_CONTROL_PORT: '0', ENGINE_SIP_PORT: '0', ENGINE_WS_PORT: '0' };

describe.skipIf(isRealServer)('the engine as a program', () => {
  test('says once where it listens, tells its counters on SIGUSR2, and ends quickly on SIGTERM', async () => {
    const program = run(FREE_PORTS);
    const ready = JSON.parse(await program.line('engine ready'));
    expect(ready.control.port).toBeGreaterThan(0);
    expect(ready.sip).toMatchObject({ host: '127.0.0.1' });
    expect(ready.ws.port).toBeGreaterThan(0);
    program.child.kill('SIGUSR2');
    expect(JSON.parse(await program.line('engine stats'))).toMatchObject({ parsed: 0, dialogs: 0 });
    program.child.kill('SIGTERM');
    expect(await program.exit).toBe(0);
  });

  test('leaves WebSocket out when told so', async () => {
    const program = run({ ...FREE_PORTS, ENGINE_WS_PORT: 'off' });
    expect(JSON.parse(await program.line('engine ready')).ws).toBeUndefined();
  });

  test('names the port that is in use in one line and ends with an error', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    for (const name of ['ENGINE_SIP_PORT', 'ENGINE_CONTROL_PORT', 'ENGINE_WS_PORT']) {
      const program = run({ ...FREE_PORTS, [name]: String(port) });
      expect(await program.exit).not.toBe(0);
      expect(program.errors().trim().split('\n')).toHaveLength(1);
      expect(program.errors()).toContain(String(port));
    }
    server.close();
  });

  test('names what is no number of transactions', async () => {
    for (const wrong of ['0', '1.5', 'many']) {
      const program = run({ ...FREE_PORTS, ENGINE_MAX_TRANSACTIONS: wrong });
      expect(await program.exit).not.toBe(0);
      expect(program.errors()).toContain('ENGINE_MAX_TRANSACTIONS is not a number above 0');
    }
  });

  test('names what is no address of a page', async () => {
    const program = run({ ...FREE_PORTS, ENGINE_WS_ORIGINS: 'https://desk.example/, desk' });
    expect(await program.exit).not.toBe(0);
    expect(program.errors()).toContain('ENGINE_WS_ORIGINS');
  });

  test('wants a secret of its own when others than this machine can reach it', async () => {
    const program = run({ ...FREE_PORTS, ENGINE_CONTROL_HOST: '0.0.0.0' });
    expect(await program.exit).not.toBe(0);
    expect(program.errors()).toContain('ENGINE_SECRET');
  });
});
