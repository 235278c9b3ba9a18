import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './ports.ts';
import { startFamily } from './process-family.ts';

export interface SipEngine {
  readonly controlPort: number;
  readonly secret: string;
  /** Where this engine is reached over SIP. */
  readonly host: string;
  readonly port: number;
  end(): Promise<void>;
}

/** A SIP engine of our own, for a telephone on the command line; ends with this process however that ends. */
export async function startSipEngine(host: string, sipPort?: number): Promise<SipEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'ringdesk-phone-'));
  let isReady: () => void = () => {};
  const ready = new Promise<void>((resolve) => (isReady = resolve));
  let failed: (error: Error) => void = () => {};
  const failure = new Promise<never>((_, reject) => (failed = reject));
  const family = await startFamily({
    folder,
    temporaryFolders: [folder],
    report: (line) => failed(new Error(line)),
    onLine: (_, line) => line.includes('engine ready') && isReady(),
  });
  const [controlPort, port] = [await freePort(), sipPort ?? (await freePort())];
  const secret = randomBytes(12).toString('hex');
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    ENGINE_CONTROL_HOST: '127.0.0.1',
    ENGINE_CONTROL_PORT: `${controlPort}`,
    ENGINE_SECRET: secret,
    ENGINE_SIP_HOST: host,
    ENGINE_SIP_PORT: `${port}`,
    ENGINE_WS_PORT: 'off',
  };
  const args = ['--disable-warning=ExperimentalWarning', 'telephony/engine/main.ts'];
  family.run({ name: 'engine', command: process.execPath, args, env }, 0);
  try {
    await Promise.race([ready, failure]);
  } catch (error) {
    await family.end();
    throw error;
  }
  failure.catch(() => {});
  return { controlPort, secret, host, port, end: () => family.end() };
}

/** The address of this machine that the other one sees. */
export function addressTowards(host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.once('error', reject);
    socket.connect(port, host, () => {
      const { address } = socket.address();
      socket.close(() => resolve(address));
    });
  });
}
