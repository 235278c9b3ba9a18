// What `npm start` does once the dependencies are there.
import { existsSync } from 'node:fs';
import { applicationProcesses, reachable, webAddress } from './application.ts';
import { keptSecret } from './kept-secret.ts';
import { firstSignIns, hasNoUsers, type SignIn } from './first-login.ts';
import { buildWeb, generateClient } from './generated-code.ts';
import { consoleLine } from './log-file.ts';
import { beTheOnlyOne } from './only-one.ts';
import { describeTakenPorts } from './ports.ts';
import { type Family, startFamily } from './process-family.ts';
import { waitUntilReady } from './readiness.ts';
import { run } from './run-tool.ts';
import { startServices } from './services.ts';
import { announceSipAddress } from './sip-address.ts';
import { neededPorts, readSettings } from './settings.ts';
import { migrateDeploy } from '../../server/data/migrate-deploy.ts';

const FOLDER = 'var';
/** The agent of the demo company whose phone the test call reaches. */
const AGENT = 'anna';
const beganAt = performance.now();
const say = (line: string): void => console.log(line);

let family: Family | null = null;
let isEnding = false;
let onlyOne: { leave(): void } | null = null;
let sipAddress: { withdraw(): void } | null = null;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));
process.once('disconnect', () => void end(0));

try {
  await start();
} catch (error) {
  if (!isEnding) {
    console.error((error as Error).message);
    await end(1);
  }
}

async function start(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const settings = readSettings(process.env);
  onlyOne = beTheOnlyOne(`${FOLDER}/run/start.json`);
  family = await startFamily({
    folder: FOLDER,
    report: say,
    onLine: (name, line) => {
      const worthSaying = name === 'postgres' || name === 'redis' ? null : consoleLine(name, line);
      if (worthSaying) say(worthSaying);
    },
  });
  const taken = await describeTakenPorts(neededPorts(settings));
  if (taken.length > 0) throw new Error(taken.join('\n'));

  const [services] = await Promise.all([
    startServices({ family, folder: FOLDER, databaseUrl: settings.databaseUrl, redisUrl: settings.redisUrl }),
    announced('Generated the database client', generateClient()),
    announced('Built the web application', buildWeb()),
  ]);
  say(services.description.join(', '));
  await prepareDatabase(services.databaseUrl);
  if (isEnding) return;

  const processes = applicationProcesses(
    settings,
    { ...services, secretKey: keptSecret(`${FOLDER}/secret-key`) },
    process.env,
  );
  for (const { spec, wave } of processes) family.run(spec, wave);
  await waitUntilReady(
    processes.map(({ spec, readyUrl }) => ({ name: spec.name, readyUrl })),
    30_000,
    (names) => say(`Still waiting for ${names.join(', ')}: see ${FOLDER}/logs`),
  );
  if (isEnding) return;
  sipAddress = announceSipAddress(`${reachable(settings.sipHost)}:${settings.sipPort}`);
  say(welcome(webAddress(settings), await firstSignIns(services.databaseUrl, AGENT)));
}

async function prepareDatabase(databaseUrl: string): Promise<void> {
  const { applied, edited, roleStatement } = await migrateDeploy(databaseUrl, 'prisma/migrations');
  if (applied.length > 0) say(`Migrated the database: ${applied.join(', ')}`);
  if (edited.length > 0) say(`Changed after they were applied, and not applied again: ${edited.join(', ')}`);
  if (roleStatement) {
    say(`The application works as the owner of its tables until an administrator runs: ${roleStatement}`);
  }
  if (!(await hasNoUsers(databaseUrl)) || !existsSync('prisma/seed/main.ts')) return;
  const { code, output } = await run(process.execPath, ['prisma/seed/main.ts'], {
    DATABASE_URL: databaseUrl,
  });
  if (code !== 0) throw new Error(`The demo company could not be made:\n${output.trim()}`);
  say('Made a demo company');
}

async function announced(what: string, work: Promise<boolean>): Promise<void> {
  if (await work) say(what);
}

function welcome(address: string, { director, agent }: { director?: SignIn; agent?: SignIn }): string {
  const seconds = ((performance.now() - beganAt) / 1000).toFixed(1);
  const signIn = (who: string, { email, password }: SignIn): string =>
    `  ${who.padEnd(11)} ${email}  password ${password}`;
  return [
    '',
    `Ringdesk is ready: ${address}  (${seconds} s)`,
    director ? signIn('director', director) : '  sign in     with your own account',
    ...(agent ? [signIn('agent', agent)] : []),
    '  test call   sign in as the agent; then in a second shell, her phone:',
    `                npm run phone -- --user ${AGENT}`,
    '              and in a third one, a caller:',
    '                npm run call -- --from +48601234567 --to 800',
    '  logs        var/logs',
    '  end         Ctrl-C',
    '',
  ].join('\n');
}

async function end(code: number): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  if (family?.members().length) say('Ending …');
  // whatever hangs, this process is gone in seconds and its guard ends the rest
  setTimeout(() => process.exit(code || 1), 20_000).unref();
  await family?.end();
  sipAddress?.withdraw();
  onlyOne?.leave();
  process.exit(code);
}
