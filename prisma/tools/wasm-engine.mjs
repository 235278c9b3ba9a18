import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import { connectionConfig, EngineAdapter } from './engine-connection.mjs';

/** The WebAssembly code leaves the message of a panic here, under this very name. */
globalThis.PRISMA_WASM_PANIC_REGISTRY = {
  message: '',
  set_message(message) {
    this.message = message;
  },
};
export const lastPanic = () => globalThis.PRISMA_WASM_PANIC_REGISTRY.message;

/** An engine on the database of `datasource`; without one, for requests that need none (formatting, validation). */
export async function openEngine(datasource, datamodels) {
  await instantiate();
  const config = connectionConfig(datasource?.url ?? 'postgresql://nobody@127.0.0.1:1/none');
  const factory = bindMigrationAwareSqlAdapterFactory(
    new EngineAdapter(config, datasource?.shadowDatabaseUrl),
  );
  const knownError = (error) => factory.errorRegistry.lookupError?.(error)?.error;
  try {
    return { engine: await bindings.SchemaEngine.new({ datamodels }, () => {}, factory), knownError };
  } catch (error) {
    throw knownError(error) ?? error;
  }
}

let instance;
function instantiate() {
  instance ??= (async () => {
    const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm');
    const code = readFileSync(entry.replace(/schema_engine\.js$/, 'schema_engine_bg.wasm'));
    const loaded = await WebAssembly.instantiate(code, { './schema_engine_bg.js': bindings });
    bindings.__wbg_set_wasm(loaded.instance.exports);
    loaded.instance.exports.__wbindgen_start();
  })();
  return instance;
}
