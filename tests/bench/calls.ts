// Calls a second without one that fails. `gateway`: the whole of it, with its look-up, its agent, his phone, the bridge,
// the log and the events. `bare`: the same engine, caller and phones, and a handler that does the same SIP work, two
// legs joined by `createB2BUA`, but looks nothing up, writes nothing and tells nobody. `answering`: a handler that only
// answers, one leg, half of the messages. Where DRACHTIO_URL names one, drachtio-server with the answering handler, too.
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
import { findSustained, type Sustained, type Target } from './call-steps.ts';
import { pickNumbers } from './million-contacts.ts';
import { rounded } from './percentiles.ts';
import { startBare, startBareHandler } from './start-bare.ts';

const PHONE = fileURLToPath(new URL('./scenarios/phone.xml', import.meta.url));
const CONTACTS = Number(process.env['BENCH_CONTACTS'] ?? 100_000);
const STEP_SECONDS = Number(process.env['BENCH_STEP_SECONDS'] ?? 12);
const AGENTS = Number(process.env['BENCH_AGENTS'] ?? 2000);
const drachtioUrl = process.env['DRACHTIO_URL'];
const drachtioSipPort = Number(process.env['BENCH_DRACHTIO_SIP_PORT'] ?? 5060);
delete process.env['DRACHTIO_URL']; // the gateway that is measured runs on the engine

const folder = mkdtempSync(join(tmpdir(), 'ringdesk-bench-'));
const fields = join(folder, 'callers.csv');
try {
  console.log(JSON.stringify({ bench: 'calls', ...(await measure()) }));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure(): Promise<{ figures: object; ratios: object }> {
  const gateway = await measureGateway();
  const bare = await measureBare();
  const answering = await measureAnswering();
  const drachtio = drachtioUrl ? await measureDrachtio(drachtioUrl) : null;
  const rate = ({ calls_per_second }: Sustained): number => calls_per_second;
  return {
    figures: {
      step_seconds: STEP_SECONDS,
      contacts: CONTACTS,
      agents: AGENTS,
      gateway,
      bare,
      answering,
      drachtio,
    },
    ratios: {
      gateway_to_bare: rounded(rate(gateway) / rate(bare)),
      gateway_to_answering: rounded(rate(gateway) / rate(answering)),
      ...(drachtio && { gateway_to_drachtio: rounded(rate(gateway) / rate(drachtio)) }),
    },
  };
}

async function measureGateway(): Promise<Sustained> {
  const databaseUrl = await prepareBenchDatabase(CONTACTS);
  const product = await startProduct({ databaseUrl, environment: { LOG_LEVEL: 'warn' } });
  const phonePort = await freePort();
  const phones = startSipp({ scenario: PHONE, localPort: phonePort });
  try {
    const team = await staffCallCentre(product, AGENTS, phonePort);
    const numbers = await pickNumbers(product.database, Math.min(CONTACTS, 20_000));
    writeFileSync(fields, `SEQUENTIAL\n${numbers.join('\n')}\n`);
    const isQuiet = async (): Promise<boolean> => {
      const { rowCount } = await product.database.query(`SELECT FROM calls WHERE status <> 'ended' LIMIT 1`);
      return rowCount === 0;
    };
    const gateway = target('gateway', product.sip.port, team.dialled, isQuiet);
    return await findSustained(gateway, 50, STEP_SECONDS);
  } finally {
    phones.kill('SIGKILL');
    await product.close();
  }
}

async function measureBare(): Promise<Sustained> {
  const phonePort = await freePort();
  const phones = startSipp({ scenario: PHONE, localPort: phonePort });
  const bare = await startBare({ BARE_MODE: 'bridge', BARE_PHONES: `127.0.0.1:${phonePort}` });
  try {
    return await findSustained(target('bare', bare.sipPort, '800'), 200, STEP_SECONDS);
  } finally {
    phones.kill('SIGKILL');
    bare.close();
  }
}

async function measureAnswering(): Promise<Sustained> {
  const bare = await startBare({ BARE_MODE: 'answer' });
  try {
    return await findSustained(target('answering', bare.sipPort, '800'), 800, STEP_SECONDS);
  } finally {
    bare.close();
  }
}

async function measureDrachtio(url: string): Promise<Sustained> {
  const handler = await startBareHandler(url, { BARE_MODE: 'answer' });
  try {
    return await findSustained(target('drachtio-server', drachtioSipPort, '800'), 800, STEP_SECONDS);
  } finally {
    handler.kill();
  }
}

function target(name: string, sipPort: number, service: string, isQuiet = givenUp): Target {
  return { name, sipPort, service, fields, isQuiet };
}

/** A handler that counts nothing: transactions and dialogs without an answer are over after 32 s (RFC 3261, timers B, F, H). */
async function givenUp(): Promise<boolean> {
  await setTimeout(35_000);
  return true;
}
