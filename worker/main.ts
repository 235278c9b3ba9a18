import { readWorkerConfig } from '#platform/config.ts';
import { startHealthServer } from '#platform/health-server.ts';
import { endOnSignals } from '#platform/shutdown.ts';
import { compose } from '#server/compose.ts';
import { startWorker, usualOptions } from './start-worker.ts';

const config = readWorkerConfig(process.env);
const app = await compose(config, { plans: 'generic' });
const { logger, shutdown } = app;
endOnSignals(shutdown, logger);

startWorker(app, { ...usualOptions, redisUrl: config.redisUrl });
const health = await startHealthServer(config.health, app.readiness, app.metrics);
shutdown.onClose('health', () => health.close());
logger.info({ healthPort: health.port }, 'worker started');
