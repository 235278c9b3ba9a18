// `npm test`. Runs before anything is installed: plain Node 18, no dependencies.
import { runInProjectNode } from './bootstrap.mjs';

await runInProjectNode('deploy/local/run-tests.ts', process.argv.slice(2));
