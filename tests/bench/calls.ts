// Calls a second without one that fails. `gateway`: the whole of it, with its look-up, its agent, his phone, the bridge,
// the log and the events. `bare`: the same engine, caller and phones, and a handler that does the same SIP work, two
// legs joined by `createB2BUA`, but looks nothing up, writes nothing and tells nobody. Where DRACHTIO_URL names one,
// drachtio-server under that handler, too.
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../deploy/local/ports.ts';
import { startProduct } from '../support/product/start-product.ts';
import { startSipp } from '../support/sipp.ts';
import { prepareBenchDatabase } from './bench-database.ts';
import { staffCallCentre } from './call-centre.ts';
import { findSustained, type Sustained, type Target } from './call-rounds.ts';
import { pickNumbers } from './million-contacts.ts';
import { rounded } from './percentiles.ts';
import { startBare, startBareHandler } from './start-bare.ts';

const PHONE = fileURLToPath(new URL('./scenarios/phone.xml', import.meta.url));
const CONTACTS = Number(process.env['BENCH_CONTACTS'] ?? 100_000);
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);
const ROUND_SECONDS = Number(process.env['BENCH_ROUND_SECONDS'] ?? 8);
const AGENTS = Number(process.env['BENCH_AGENTS'] ?? 2000);
const drachtioUrl = process.env['DRACHTIO_URL'];
const drachtioSipPort = Number(process.env['BENCH_DRACHTIO_SIP_PORT'] ?? 5060);
// what the machine can do is asked, and not what an engine may: the bare one had to refuse calls after twenty seconds
process.env['ENGINE_MAX_TRANSACTIONS'] = '1000000';
delete process.env['DRACHTIO_URL']; // the gateway that is measured runs on the engine

const folder = mkdtempSync(join(tmpdir(), 'ringdesk-bench-'));
const fields = join(folder, 'callers.csv');
try {
  console.log(JSON.stringify({ bench: 'calls', ...(await measure()) }));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure(): Promise<{ figures: object; ratios: object }> {
  const opened: (() => Promise<void>)[] = [];
  try {
    const targets: Target[] = [];
    for (const open of [openBare, openGateway, ...(drachtioUrl ? [openDrachtio] : [])]) {
      const { target, close } = await open();
      opened.push(close);
      targets.push(target);
    }
    const how = { rounds: ROUNDS, seconds: ROUND_SECONDS };
    const found = await findSustained(targets, how);
    const [bare, gateway, drachtio] = found as [Sustained, Sustained, Sustained?];
    const to = (other: Sustained): number => rounded(gateway.calls_per_second / other.calls_per_second);
    return {
      figures: {
        ...how,
        contacts: CONTACTS,
        agents: AGENTS,
        gateway,
        bare,
        drachtio: drachtio ?? null,
      },
      ratios: {
        gateway_to_bare: to(bare),
        ...(drachtio && { gateway_to_drachtio: to(drachtio) }),
      },
    };
  } finally {
    for (const close of opened) await close();
  }
}

interface Opened {
  readonly target: Target;
  readonly close: () => Promise<void>;
}

async function openGateway(): Promise<Opened> {
  const databaseUrl = await prepareBenchDatabase(CONTACTS);
  const product = await startProduct({ databaseUrl, environment: { LOG_LEVEL: 'warn' } });
  const { port, phones } = await openPhones();
  const close = async (): Promise<void> => {
    phones.kill('SIGKILL');
    await product.close();
  };
  try {
    const team = await staffCallCentre(product, AGENTS, port);
    // all of them: nobody calls twenty times within minutes, as a few thousand would have to
    const numbers = await pickNumbers(product.database, CONTACTS, 100);
    writeFileSync(fields, `SEQUENTIAL\n${numbers.join('\n')}\n`);
    const isQuiet = async (): Promise<boolean> => {
      const { rowCount } = await product.database.query(`SELECT FROM calls WHERE status <> 'ended' LIMIT 1`);
      return rowCount === 0;
    };
    // what the worker still notes of the contacts who called would be taken from the others' rounds
    const rest = (): (() => void) => {
      const worker = product.pidOf('worker');
      // 0 would be the bench itself
      if (worker === 0) throw new Error('the worker does not run');
      process.kill(worker, 'SIGSTOP');
      return () => process.kill(worker, 'SIGCONT');
    };
    return { target: { ...target('gateway', product.sip.port, team.dialled, isQuiet), rest }, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function openBare(): Promise<Opened> {
  return openBridging('bare', startBare);
}

function openDrachtio(): Promise<Opened> {
  return openBridging('drachtio-server', async (environment) => {
    const handler = await startBareHandler(drachtioUrl ?? '', environment);
    return { sipPort: drachtioSipPort, close: () => handler.kill() };
  });
}

async function openBridging(
  name: string,
  start: (
    environment: Readonly<Record<string, string>>,
  ) => Promise<{ readonly sipPort: number; close(): unknown }>,
): Promise<Opened> {
  const { port, phones } = await openPhones();
  try {
    const bridge = await start({ BARE_MODE: 'bridge', BARE_PHONES: `127.0.0.1:${port}` });
    const close = async (): Promise<void> => {
      phones.kill('SIGKILL');
      bridge.close();
    };
    return { target: target(name, bridge.sipPort, '800'), close };
  } catch (error) {
    phones.kill('SIGKILL');
    throw error;
  }
}

async function openPhones(): Promise<{ readonly port: number; readonly phones: ChildProcess }> {
  const port = await freePort();
  return { port, phones: startSipp({ scenario: PHONE, localPort: port }) };
}

function target(name: string, sipPort: number, service: string, isQuiet = givenUp): Target {
  return { name, sipPort, service, fields, isQuiet };
}

/** A handler that counts nothing: transactions and dialogs without an answer are over after 32 s (RFC 3261, timers B, F, H). */
async function givenUp(): Promise<boolean> {
  await setTimeout(35_000);
  return true;
}
