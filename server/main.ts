import { readServerConfig } from '#platform/config.ts';
import { endOnSignals } from '#platform/shutdown.ts';
import { compose } from './compose.ts';
import { startServer } from './start-server.ts';

const config = readServerConfig(process.env);
const app = await compose(config);
endOnSignals(app.shutdown, app.logger);
const { port, healthPort } = await startServer(app, config);
app.logger.info({ port, healthPort }, 'server started');
