import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { environmentUses, type Import, importsOf, readShortPaths } from './support/imports.ts';

/*
 * Who may import whom. A room is a folder or a file; the longest that fits counts. Whatever is not listed is a breach.
 */
interface Room {
  readonly path: string;
  readonly mayImport: readonly string[];
  readonly mayImportTypes?: readonly string[];
}

/** What telephony and worker share with the server. */
const SHARED_BY_PROCESSES = [
  'server/domain',
  'server/data',
  'server/mail',
  'server/jobs',
  'server/platform',
  'server/realtime',
  'server/compose-base.ts',
];
/** All of the server but its two edges, HTTP and the socket gateway. */
const SERVER_WITHOUT_EDGES = [
  ...SHARED_BY_PROCESSES,
  ...['server/identity', 'server/compose.ts', 'server/use-cases.ts', 'server/user-use-cases.ts'],
];
const isAlmostTheServer = ({ mayImport }: Room): boolean =>
  mayImport === SERVER_WITHOUT_EDGES || mayImport === SHARED_BY_PROCESSES;
const SOCKET_GATEWAY = /^server\/realtime\/gateway\b/;

const ROOMS: readonly Room[] = [
  { path: 'server/domain', mayImport: [] },
  { path: 'server/data', mayImport: ['server/domain', 'server/platform'] },
  { path: 'server/identity', mayImport: ['server/domain', 'server/platform'] },
  { path: 'server/mail', mayImport: ['server/domain', 'server/platform'] },
  { path: 'server/jobs', mayImport: ['server/domain', 'server/platform'] },
  { path: 'server/realtime', mayImport: ['server/domain', 'server/platform'] },
  {
    path: 'server/http',
    mayImport: ['server/domain', 'server/platform', 'server/realtime/events.ts'],
    // what there is to call; who made it stays unknown
    mayImportTypes: ['server/compose.ts', 'server/use-cases.ts'],
  },
  { path: 'server/platform', mayImport: ['server/domain/shared'] },
  { path: 'server/compose-base.ts', mayImport: SHARED_BY_PROCESSES },
  { path: 'server/compose.ts', mayImport: SERVER_WITHOUT_EDGES },
  { path: 'server/use-cases.ts', mayImport: SERVER_WITHOUT_EDGES },
  { path: 'server/user-use-cases.ts', mayImport: SERVER_WITHOUT_EDGES },
  { path: 'server/main.ts', mayImport: ['server'] },
  { path: 'server/start-server.ts', mayImport: ['server'] },
  { path: 'telephony', mayImport: SHARED_BY_PROCESSES },
  { path: 'telephony/engine', mayImport: [] },
  { path: 'worker', mayImport: SHARED_BY_PROCESSES },
  { path: 'web', mayImport: [], mayImportTypes: ['server/http/schemas', 'server/realtime/events.ts'] },
  { path: 'prisma', mayImport: ['server/domain'] },
  { path: 'deploy', mayImport: ['server/data/migrate-deploy.ts'] },
  { path: 'tests', mayImport: ['server', 'telephony', 'worker', 'web', 'prisma', 'deploy'] },
];

/** Libraries that belong to some rooms alone. */
const OWNERS: readonly { readonly packages: RegExp; readonly rooms: readonly string[] }[] = [
  { packages: /^drachtio-/, rooms: ['telephony/sip', 'deploy/local/sip-client.ts', 'tests'] },
  { packages: /^(@prisma\/|prisma$)/, rooms: ['server/data', 'prisma', 'prisma.config.ts', 'tests'] },
  {
    packages: /^(fastify|fastify-.*|@fastify\/.*)$/,
    rooms: ['server/http', 'server/main.ts', 'server/start-server.ts', 'tests'],
  },
  { packages: /^(nodemailer|smtp-server|postal-mime)$/, rooms: ['server/mail', 'tests'] },
  {
    packages: /^(otplib|@simplewebauthn\/server|openid-client)$/,
    rooms: ['server/identity', 'tests'],
  },
  { packages: /^(@simplewebauthn\/browser|uqr)$/, rooms: ['web', 'tests'] },
  { packages: /^oidc-provider$/, rooms: ['tests'] },
  { packages: /^bullmq$/, rooms: ['server/jobs', 'worker', 'tests'] },
  {
    packages: /^(socket\.io|@socket\.io\/.*)$/,
    rooms: ['server/realtime', 'server/start-server.ts', 'tests'],
  },
  { packages: /^(vue|pinia|vue-.*|element-plus|@vueuse\/.*|socket\.io-client)$/, rooms: ['web', 'tests'] },
];

/** The domain talks to nothing: pure libraries, and of Node what only computes. */
const DOMAIN_LIBRARIES = new Map<string, readonly string[] | 'all'>([
  ['libphonenumber-js', 'all'],
  ['temporal-polyfill', 'all'],
  ['rrule', 'all'],
  ['node:crypto', 'all'],
  ['node:net', ['isIP', 'isIPv4', 'isIPv6', 'BlockList', 'SocketAddress']],
]);

/** The environment is read here; mains may hand the whole of it to those who read it. */
const READS_ENVIRONMENT = [
  ...['server/platform/config.ts', 'telephony/engine/main.ts', 'prisma/seed/main.ts', 'prisma/tools'],
  ...['deploy', 'tests', 'web/vite.config.ts', 'prisma.config.ts', 'vitest.config.ts', 'eslint.config.js'],
];
const HANDS_ENVIRONMENT_ON = ['server/main.ts', 'telephony/main.ts', 'worker/main.ts'];

const GENERATED = 'server/data/generated';

const isIn = (path: string, room: string): boolean => path === room || path.startsWith(`${room}/`);
const isInOneOf = (path: string, rooms: readonly string[]): boolean => rooms.some((room) => isIn(path, room));
const roomOf = (path: string): Room | undefined =>
  ROOMS.filter((room) => isIn(path, room.path)).toSorted((a, b) => b.path.length - a.path.length)[0];

/** What is wrong with one import; null when nothing is. */
function breachOf(one: Import): string | null {
  const where = `${one.from}:${one.line} imports ${one.to}`;
  const room = roomOf(one.from);
  if (!one.isOfProject) {
    const owner = OWNERS.find(({ packages }) => packages.test(one.to));
    if (owner && !isInOneOf(one.from, owner.rooms))
      return `${where}, which belongs to ${owner.rooms.join(', ')}`;
    if (room?.path === 'server/domain') {
      const allowed = DOMAIN_LIBRARIES.get(one.to) ?? [];
      const isAllowed =
        allowed === 'all' ||
        (allowed.length > 0 && (one.names?.every((name) => allowed.includes(name)) ?? false));
      if (!isAllowed) return `${where}: the domain talks to nothing`;
    }
    return null;
  }
  if (isIn(one.to, GENERATED) && !isIn(one.from, 'server/data'))
    return `${where}: the generated client is server/data's`;
  if (!room) return isRootConfiguration(one.from) ? null : `${where}: no rule for this folder`;
  if (roomOf(one.to) === room) return null;
  if (isAlmostTheServer(room) && SOCKET_GATEWAY.test(one.to))
    return `${where}: the socket gateway is the server's`;
  if (isInOneOf(one.to, room.mayImport)) {
    return isIn(one.to, 'telephony/engine') && !isIn(one.from, 'tests')
      ? `${where}: nothing knows the engine`
      : null;
  }
  if (room.mayImportTypes && isInOneOf(one.to, room.mayImportTypes)) {
    return one.isTypeOnly ? null : `${where}: types only, please`;
  }
  return `${where}: ${room.path} may not`;
}

const isRootConfiguration = (path: string): boolean => !path.includes('/') && /\.config\.(ts|js)$/.test(path);

function nameProblem(path: string): string | null {
  const name = basename(path).replace(/(\.test)?\.\w+$/, '');
  if (/^(utils?|helpers?|manager|common|misc)$/i.test(name)) return `${path}: say what is in it`;
  if (/^index\.(ts|js|mjs)$/.test(basename(path))) return `${path}: no barrel files`;
  return null;
}

const NOT_OURS = /^(node_modules|var|dist|coverage|test-results|\..*)$/;

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (NOT_OURS.test(entry.name) || path === GENERATED) return [];
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

const files = filesBelow('.');
const sources = files.filter((path) => /\.(ts|mts|mjs|js|vue)$/.test(path));
const shortPaths = readShortPaths();
const texts = new Map(sources.map((path) => [path, readFileSync(path, 'utf8')]));
const imports = [...texts].flatMap(([path, text]) => importsOf(path, text, shortPaths));

describe('the project', () => {
  test('nobody imports what the architecture does not allow', () => {
    const breaches = imports.flatMap((one) => breachOf(one) ?? []);
    expect(breaches).toEqual([]);
  });

  test('imports lead to files that exist', () => {
    const lost = imports
      .filter((one) => one.isOfProject && !isIn(one.to, GENERATED) && !existsSync(one.to))
      .map((one) => `${one.from}:${one.line} imports ${one.to}`);
    expect(lost).toEqual([]);
  });

  test('the environment is read in one place a process', () => {
    const breaches = [...texts]
      .filter(([path]) => !isInOneOf(path, READS_ENVIRONMENT))
      .flatMap(([path, text]) =>
        environmentUses(path, text)
          .filter(({ isHandedOn }) => !(isHandedOn && HANDS_ENVIRONMENT_ON.includes(path)))
          .map(({ line }) => `${path}:${line}`),
      );
    expect(breaches).toEqual([]);
  });

  test('each folder says what belongs in it', () => {
    const folders = new Set(
      files
        .map((path) => posix.dirname(path))
        .flatMap((folder) => ancestors(folder))
        .filter((folder) => !/^(prisma\/migrations\/|web\/public)/.test(folder)),
    );
    expect([...folders].filter((folder) => !existsSync(`${folder}/README.md`)).toSorted()).toEqual([]);
  });

  test('every test file is run by somebody', () => {
    const run =
      /^tests\/((access|data|deploy|domain|http|realtime|telephony|web|worker)\/.*|[^/]+)\.test\.ts$|^tests\/flows\/.*\.spec\.ts$/;
    expect(files.filter((path) => /\.(test|spec)\.\w+$/.test(path) && !run.test(path))).toEqual([]);
  });

  test('files are named for what they hold', () => {
    expect(files.flatMap((path) => nameProblem(path) ?? [])).toEqual([]);
  });
});

function ancestors(folder: string): string[] {
  return folder === '.' ? [] : [folder, ...ancestors(dirname(folder))];
}

describe('the checker', () => {
  const check = (from: string, text: string): string[] =>
    importsOf(from, text, shortPaths).flatMap((one) => breachOf(one) ?? []);

  test.each([
    ['server/domain/calls/a.ts', `import { Redis } from 'ioredis'`],
    ['server/domain/calls/a.ts', `import { connect } from 'node:net'`],
    ['server/domain/calls/a.ts', `import * as net from 'node:net'`],
    ['server/domain/calls/a.ts', `import fs from 'node:fs'`],
    ['server/domain/calls/a.ts', `import type { Store } from '#data/prisma-call-store.ts'`],
    ['server/domain/calls/a.ts', `import { config } from '../../platform/config.ts'`],
    ['server/data/a.ts', `import '#http/routes/calls.ts'`],
    ['server/jobs/a.ts', `import { PrismaClient } from '#data/generated/client.ts'`],
    ['server/realtime/gateway.ts', `import { app } from '#http/app.ts'`],
    ['server/http/routes/a.ts', `import { io } from '#realtime/gateway.ts'`],
    ['server/http/routes/a.ts', `import { store } from '../../data/prisma-call-store.ts'`],
    ['server/compose.ts', `import { app } from '#http/app.ts'`],
    ['server/main.ts', `import { ring } from '../telephony/bridge/ring.ts'`],
    ['server/main.ts', `export * from '../worker/main.ts'`],
    ['telephony/inbound/a.ts', `import { startGateway } from '#realtime/gateway.ts'`],
    ['server/compose.ts', `import { startGateway } from '#realtime/gateway.ts'`],
    ['server/http/routes/a.ts', `import { compose } from '#server/compose.ts'`],
    ['telephony/inbound/a.ts', `import { schema } from '#http/schemas/calls.ts'`],
    ['telephony/inbound/a.ts', `import Srf from 'drachtio-srf'`],
    ['telephony/inbound/a.ts', `import { Dialog } from '../engine/dialog.ts'`],
    ['telephony/inbound/a.ts', `import { sweep } from '../../worker/sweeps/a.ts'`],
    ['telephony/engine/a.ts', `import { log } from '#platform/logger.ts'`],
    ['telephony/engine/a.ts', `import { Call } from '../sip/dialog.ts'`],
    ['worker/main.ts', `await import('#http/app.ts')`],
    ['worker/main.ts', `import { compose } from '#server/compose.ts'`],
    ['worker/main.ts', `const x = require('../telephony/main.ts')`],
    ['worker/handlers/a.ts', `import { useFakes } from '../../tests/support/fakes.ts'`],
    ['web/api/a.ts', `import { callSchema } from '../../server/http/schemas/calls.ts'`],
    ['web/api/a.ts', `import type { Call } from '../../server/domain/calls/call.ts'`],
    [
      'web/pages/A.vue',
      `<template>\n</template>\n<script setup lang="ts">\nimport { pool } from '#data/pool.ts'\n</script>`,
    ],
    ['web/pages/A.vue', `<script lang="ts">let x: import('#domain/calls/call.ts').Call</script>`],
    ['server/http/a.ts', `import { createApp } from 'vue'`],
    ['telephony/main.ts', `import { Queue } from 'bullmq'`],
    ['deploy/local/main.ts', `import { config } from '../../server/platform/config.ts'`],
    ['prisma/seed/main.ts', `import { client } from '../../server/data/generated/client.ts'`],
    ['somewhere/new.ts', `import { x } from '../server/main.ts'`],
  ])('finds the breach in %s: %s', (from, text) => {
    expect(check(from, text)).toHaveLength(1);
  });

  test.each([
    ['server/domain/calls/a.ts', `import { parsePhoneNumber } from 'libphonenumber-js/max'`],
    [
      'server/domain/calls/a.ts',
      `import { BlockList, isIP } from 'node:net'; import { x } from '#domain/shared/ids.ts'`,
    ],
    [
      'server/data/a.ts',
      `import { PrismaClient } from './generated/client.ts'; import { Call } from '#domain/calls/call.ts'`,
    ],
    ['server/http/routes/a.ts', `import type { UseCases } from '#server/use-cases.ts'`],
    [
      'worker/a.ts',
      `import { rooms } from '#realtime/rooms.ts'; import { composeBase } from '#server/compose-base.ts'`,
    ],
    ['server/http/routes/a.ts', `import type { Events } from '#realtime/events.ts'`],
    [
      'server/main.ts',
      `import { app } from './http/app.ts'; import { startGateway } from './realtime/gateway.ts'`,
    ],
    ['telephony/sip/a.ts', `import Srf from 'drachtio-srf'`],
    [
      'telephony/bridge/a.ts',
      `import { x } from '../sip/dialog.ts'; import { y } from '#realtime/events.ts'`,
    ],
    ['telephony/engine/a.ts', `import { createServer } from 'node:net'; import { x } from './dialog.ts'`],
    ['web/api/a.ts', `import { type Call } from '../../server/http/schemas/calls.ts'`],
    ['web/api/a.ts', `import type { Events } from '#realtime/events.ts'`],
    ['tests/telephony/a.test.ts', `import { startEngine } from '../../telephony/engine/start-engine.ts'`],
    ['deploy/local/main.ts', `import { migrateDeploy } from '../../server/data/migrate-deploy.ts'`],
    ['server/domain/calls/a.ts', `// import { Redis } from 'ioredis'\nconst text = "import 'ioredis'"`],
  ])('lets pass %s: %s', (from, text) => {
    expect(check(from, text)).toEqual([]);
  });

  test.each([
    [`const url = process.env.URL`, false],
    [`const { URL } = process.env`, false],
    [`const { env } = process`, false],
    [`import { env } from 'node:process'`, false],
    [`const url = process['env'].URL`, false],
    [`const url = globalThis.process.env['URL']`, false],
    [`start(readConfig(process.env))`, true],
  ])('sees the environment in %s', (text, isHandedOn) => {
    expect(environmentUses('a.ts', text)).toEqual([{ line: 1, isHandedOn }]);
  });

  test('finds names that say nothing', () => {
    const paths = [
      'web/utils.ts',
      'server/domain/calls/helpers.ts',
      'web/Common.vue',
      'server/http/index.ts',
      'web/index.html',
    ];
    expect(paths.flatMap((path) => nameProblem(path) ?? [])).toHaveLength(4);
  });
});
