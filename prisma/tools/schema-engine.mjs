#!/usr/bin/env node
// A schema engine for the Prisma CLI without its native binary: the line-delimited JSON-RPC that the CLI speaks on
// stdio, answered by @prisma/schema-engine-wasm over node-postgres. A development tool; nothing shipped needs it.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { createDatabaseUnlessThere, runDatabaseCommand } from './database-commands.mjs';
import { closeConnections, connectionConfig } from './engine-connection.mjs';
import { lastPanic, openEngine } from './wasm-engine.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    datamodels: { type: 'string', multiple: true, short: 'd' },
    datasource: { type: 'string' },
    'enabled-preview-features': { type: 'string' },
    'extension-types': { type: 'string' },
    version: { type: 'boolean', short: 'V' },
  },
});
const datasource = options.datasource ? JSON.parse(options.datasource) : undefined;

if (options.version) {
  process.stdout.write('schema-engine-wasm\n');
} else if (positionals[0] === 'cli') {
  process.exitCode = await runDatabaseCommand(positionals[1], connectionConfig(datasource.url));
} else {
  answerRequests();
}

function answerRequests() {
  let last = Promise.resolve();
  let current = null;
  createInterface({ input: process.stdin, crlfDelay: Infinity })
    .on('line', (line) => {
      if (!line.trim()) return;
      const request = JSON.parse(line);
      last = last.then(() => {
        current = request.id;
        return answer(request);
      });
    })
    .on('close', () => last.then(() => process.exit(0)));
  process.on('SIGTERM', () => process.exit(0));
  // a panic in WebAssembly surfaces outside the promise it belongs to
  process.on('uncaughtException', (error) => {
    send({ id: current, error: rpcError(error) });
    process.exitCode = 1;
  });
}

async function answer({ id, method, params }) {
  if (!method) return;
  let opened;
  try {
    if (method === 'createDatabase') {
      const config = connectionConfig(datasource.url);
      await createDatabaseUnlessThere(config);
      return send({ id, result: { databaseName: config.database } });
    }
    // one engine and one database session a request
    opened = await openEngine(
      datasource,
      options.datamodels?.map((path) => [path, readFileSync(path, 'utf8')]),
    );
    const result = await call(opened.engine, method, params);
    if (method === 'diff' && result?.stdout) {
      send({ id: 1_000_000 + id, method: 'print', params: { content: result.stdout } });
      return send({ id, result: { exitCode: result.exitCode } });
    }
    send({ id, result: result ?? null });
  } catch (error) {
    if (process.env.DEBUG_SCHEMA_ENGINE) process.stderr.write(`${error.stack}\n`);
    send({ id, error: rpcError(opened?.knownError(error) ?? error) });
  } finally {
    await closeConnections(); // the migration lock lives as long as its session
  }
}

function call(engine, method, params) {
  switch (method) {
    case 'createMigration':
      return createMigration(engine, params);
    case 'evaluateDataLoss':
      return evaluateDataLoss(engine, params);
    case 'getDatabaseVersion':
      return engine.version(params ?? undefined);
    default:
      return engine[method](params ?? undefined);
  }
}

// On PostgreSQL the WebAssembly build's own createMigration and evaluateDataLoss ask for a shadow database they were
// not given. Its diff opens one, and says the same thing.

async function createMigration(engine, params) {
  const script = await differenceToSchema(engine, params);
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  return {
    connectorType: 'postgresql',
    extension: 'sql',
    generatedMigrationName: params.migrationName ? `${stamp}_${params.migrationName}` : stamp,
    migrationScript: script ?? (params.draft ? '-- This is an empty migration.\n' : null),
  };
}

async function evaluateDataLoss(engine, params) {
  const script = await differenceToSchema(engine, params);
  const drops = script?.match(/DROP (?:TABLE|COLUMN)[^,;]*/g) ?? [];
  return {
    migrationSteps: script ? 1 : 0,
    unexecutableSteps: [],
    warnings: drops.map((drop) => ({
      message: `${drop.trim()}: the data in it will be lost.`,
      stepIndex: 0,
    })),
  };
}

async function differenceToSchema(engine, { migrationsList, schema, filters }) {
  const { stdout, exitCode } = await engine.diff({
    from: { tag: 'migrations', ...migrationsList },
    to: { tag: 'schemaDatamodel', ...schema },
    script: true,
    exitCode: true,
    filters,
  });
  return exitCode === 0 ? null : stdout;
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
}

function rpcError(error) {
  const cause = error?.cause?.originalMessage ?? error?.cause?.message;
  const told = cause ? `${error.message}: ${cause}` : String(error?.message ?? error);
  const panic = lastPanic();
  const data = {
    is_panic: false,
    message: panic ? `schema engine panicked: ${panic}` : told,
    backtrace: error?.stack ?? null,
  };
  if (typeof error?.code === 'string') Object.assign(data, { error_code: error.code, meta: {} });
  return { code: 4466, message: 'An error happened. Check the data field for details.', data };
}
