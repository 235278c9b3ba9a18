// What `npm test` does once the dependencies are there. With arguments, only those test files.
import { existsSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { installDebianPackages } from './debian-packages.ts';
import { findBrowser } from './find-browser.ts';
import { findProgram } from './find-program.ts';
import { buildWeb, generateClient } from './generated-code.ts';
import { findRedis } from './redis.ts';
import { endRunningTools, runTool, runToolAloud } from './run-tool.ts';

interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

const REPORTS = 'var/test';
const tally: Tally = { passed: 0, failed: 0, skipped: 0 };
const args = process.argv.slice(2);
const isFlow = (arg: string): boolean => arg.includes('flows');

let isEnding = false;
const end = async (): Promise<void> => {
  if (isEnding) return;
  isEnding = true;
  await endRunningTools();
  process.exit(1);
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end());
process.once('disconnect', () => void end());

try {
  mkdirSync(REPORTS, { recursive: true });
  await installWhatTestsNeed();
  await generateClient();
  if (args.length === 0) await staticChecks();
  if (args.length === 0 || args.some((arg) => !isFlow(arg))) await vitest(args.filter((arg) => !isFlow(arg)));
  if (args.length === 0 || args.some(isFlow)) await playwright(args.filter(isFlow));
} catch (error) {
  console.error((error as Error).message);
  tally.failed += 1;
}
const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : '';
console.log(`${tally.passed} passed, ${tally.failed} failed${skipped}`);
process.exit(tally.failed > 0 ? 1 : 0);

async function installWhatTestsNeed(): Promise<void> {
  const needed = [
    { package: 'redis-server', isThere: () => findRedis() !== null },
    { package: 'sip-tester', isThere: () => findProgram('sipp') !== null },
    { package: 'fonts-dejavu-core', isThere: () => existsSync('/usr/share/fonts/truetype/dejavu') },
    { package: 'fonts-noto-core', isThere: () => existsSync('/usr/share/fonts/truetype/noto') },
  ];
  const missing = (): string[] => needed.filter(({ isThere }) => !isThere()).map((one) => one.package);
  await installDebianPackages(missing());
  // not every Debian has the first, and apt installs nothing at all where one name is unknown
  for (const name of ['chromium-headless-shell', 'chromium']) {
    if (findBrowser() === null) await installDebianPackages([name]);
  }
  const stillMissing = missing().filter((name) => !name.startsWith('fonts-'));
  if (findBrowser() === null) stillMissing.push('chromium');
  if (stillMissing.length > 0)
    throw new Error(`The tests need: sudo apt-get install ${stillMissing.join(' ')}`);
}

async function staticChecks(): Promise<void> {
  const check = async (name: string, tool: string, toolArgs: readonly string[]): Promise<void> => {
    const { code, output, seconds } = await runTool(tool, toolArgs);
    console.log(`${code === 0 ? 'ok' : 'FAILED'}  ${name} (${seconds.toFixed(1)} s)`);
    if (code === 0) return;
    console.log(output.trimEnd());
    tally.failed += 1;
  };
  await Promise.all([
    check('lint', 'eslint', ['.', '--max-warnings', '0']),
    (async () => {
      await check('types', 'tsc', ['--noEmit', '-p', 'tsconfig.json']);
      if (existsSync('web/tsconfig.json'))
        await check('types of the web', 'vue-tsc', ['--noEmit', '-p', 'web/tsconfig.json']);
    })(),
  ]);
}

async function vitest(files: readonly string[]): Promise<void> {
  const report = `${REPORTS}/vitest.json`;
  rmSync(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code } = await runToolAloud('vitest', ['run', ...reporters, ...files]);
  const result = readReport<VitestReport>(report);
  // a file that does not even load has no test that could fail
  const broken =
    result?.testResults.filter(
      ({ status, assertionResults }) =>
        status === 'failed' && assertionResults.every((one) => one.status !== 'failed'),
    ).length ?? 0;
  const failed = (result?.numFailedTests ?? 0) + broken;
  tally.passed += result?.numPassedTests ?? 0;
  tally.skipped += (result?.numPendingTests ?? 0) + (result?.numTodoTests ?? 0);
  tally.failed += failed === 0 && code !== 0 ? 1 : failed;
}

async function playwright(files: readonly string[]): Promise<void> {
  const config = 'tests/flows/playwright.config.ts';
  if (!existsSync(config) || globSync('tests/flows/**/*.{spec,test}.ts').length === 0) return;
  await buildWeb();
  const report = `${REPORTS}/playwright.json`;
  rmSync(report, { force: true });
  const { code } = await runToolAloud(
    'playwright',
    ['test', '-c', config, '--reporter=list,json', ...files],
    {
      PLAYWRIGHT_JSON_OUTPUT_NAME: `${process.cwd()}/${report}`,
    },
  );
  const {
    expected = 0,
    unexpected = 0,
    flaky = 0,
    skipped = 0,
  } = readReport<PlaywrightReport>(report)?.stats ?? {};
  tally.passed += expected + flaky;
  tally.skipped += skipped;
  tally.failed += unexpected === 0 && code !== 0 ? 1 : unexpected;
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

interface PlaywrightReport {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
}

function readReport<T>(file: string): T | null {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : null;
}
