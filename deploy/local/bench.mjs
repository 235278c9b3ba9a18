// `npm run bench:…`. Runs before anything is installed: plain Node 18, no dependencies.
import { runInProjectNode } from './bootstrap.mjs';

await runInProjectNode('deploy/local/run-bench.ts', process.argv.slice(2));
