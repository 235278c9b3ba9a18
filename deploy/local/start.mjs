// `npm start`, `npm run call` and `npm run phone`. Runs before anything is installed: plain Node 18, no dependencies.
import { runInProjectNode } from './bootstrap.mjs';

const COMMANDS = new Map([
  ['call', 'deploy/local/call.ts'],
  ['phone', 'deploy/local/phone.ts'],
]);
const [command, ...rest] = process.argv.slice(2);
const script = COMMANDS.get(command);

if (script) await runInProjectNode(script, rest);
else await runInProjectNode('deploy/local/main.ts', process.argv.slice(2));
