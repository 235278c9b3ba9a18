import { fileURLToPath } from 'node:url';
import { defineConfig } from 'prisma/config';

// The CLI would fetch its schema engine from a host that closed networks do not reach; this one is in npm.
process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= fileURLToPath(
  new URL('./prisma/tools/schema-engine.mjs', import.meta.url),
);

export default defineConfig({
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env['DATABASE_URL'] ?? 'postgresql://127.0.0.1:5432/ringdesk' },
});
