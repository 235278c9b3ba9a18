import { type ChildProcess, spawn } from 'node:child_process';
import { afterEach, expect, test, vi } from 'vitest';
import { freePort } from '../../deploy/local/ports.ts';

/* The caller of `npm run call` against the far end of `npm run phone -- --line`, each with a SIP engine of its own. */

const running: ChildProcess[] = [];
afterEach(() =>
  Promise.all(
    running.splice(0).map(async (child) => {
      if (child.exitCode !== null) return;
      const exited = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await exited;
    }),
  ),
);

function run(script: string, ...args: string[]) {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  running.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => (output += text.toString()));
  return {
    press: (key: string) => child.stdin.write(`${key}\n`),
    interrupt: () => child.kill('SIGINT'),
    says: (text: string | RegExp) => vi.waitFor(() => expect(output).toMatch(text), 15_000),
    exitCode: () => vi.waitFor(() => (expect(child.exitCode).not.toBeNull(), child.exitCode), 15_000),
  };
}

async function line(...args: string[]) {
  const port = await freePort();
  const phone = run('deploy/local/phone.ts', '--line', `${port}`, ...args);
  await phone.says('Waiting for calls');
  const dial = (...more: string[]) =>
    run('deploy/local/call.ts', '--host', `127.0.0.1:${port}`, '--from', '+48601234567', ...more);
  return { phone, dial };
}

test(
  'a call rings, is answered, is heard on both sides and ended by the caller',
  { timeout: 40_000 },
  async () => {
    const { phone, dial } = await line('--auto-answer');
    const call = dial('--name', 'Aneta', '--hang-up-after', '0.5');
    await phone.says('RING  Aneta +48601234567');
    await call.says('it rings');
    await call.says('answered');
    await phone.says('talking');
    await call.says(/hung up from here; [1-9]\d* packets of sound heard/);
    await phone.says(/the other side hung up; [1-9]\d* packets of sound heard/);
    expect(await call.exitCode()).toBe(0);
  },
);

test(
  'a caller who gives up, one who is rejected, and one who is hung up on',
  { timeout: 40_000 },
  async () => {
    const { phone, dial } = await line();
    const first = dial();
    await first.says('it rings');
    first.interrupt(); // Ctrl-C
    await first.says('given up before anybody answered');
    await phone.says('the call has gone');

    const second = dial();
    await second.says('it rings');
    phone.press('r');
    await second.says('busy (486');
    expect(await second.exitCode()).toBe(1);

    const third = dial();
    await third.says('it rings');
    phone.press('a');
    await third.says('answered');
    phone.press('h');
    await third.says('the other side hung up');
    phone.press('q');
    expect(await phone.exitCode()).toBe(0);
  },
);

test('a port where nobody listens is told in plain words', { timeout: 40_000 }, async () => {
  const call = run('deploy/local/call.ts', '--host', `127.0.0.1:${await freePort()}`);
  await call.says('out of service (503');
});
