import { existsSync } from 'node:fs';
import { makeIfChanged } from './hash-stamp.ts';
import { runTool, type ToolResult } from './run-tool.ts';

/** Generates the Prisma client if the schema is not the one it was generated from. */
export function generateClient(): Promise<boolean> {
  const folder = 'server/data/generated';
  // the stamp lives in the folder itself: whoever clears that clears the stamp
  return makeIfChanged(
    `${folder}/.stamp`,
    ['prisma/schema', 'prisma.config.ts', 'node_modules/prisma/package.json'],
    async () =>
      succeed(
        await runTool('prisma', ['generate'], { PRISMA_SCHEMA_ENGINE_BINARY: '/bin/true' }),
        'prisma generate',
      ),
  );
}

/** Builds the web application if its sources changed. */
export async function buildWeb(): Promise<boolean> {
  if (!existsSync('web/index.html')) return false;
  const sources = [
    'web',
    'server/http/schemas',
    'server/realtime/events.ts',
    'server/domain',
    'package-lock.json',
  ];
  return makeIfChanged('web/dist/.stamp', sources, async () =>
    succeed(await runTool('vite', ['build', 'web'], { NODE_ENV: 'production' }), 'vite build'),
  );
}

function succeed({ code, output }: ToolResult, what: string): void {
  if (code !== 0) throw new Error(`${what} failed:\n${output.trim()}`);
}
