import { readWorkerConfig } from '#platform/config.ts';
import { startHealthServer } from '#platform/health-server.ts';
import { endOnSignals } from '#platform/shutdown.ts';
import { composeBase } from '#server/compose-base.ts';
import { startMail } from './start-mail.ts';
import { startWorker, usualOptions } from './start-worker.ts';

const config = readWorkerConfig(process.env);
const app = await composeBase(config, { plans: 'generic' });
const { logger, shutdown } = app;
endOnSignals(shutdown, logger);

const mailTransport = await startMail(app, config.mail);
startWorker(app, {
  ...usualOptions,
  redisUrl: config.redisUrl,
  mailTransport,
  publicOrigin: config.publicUrl.origin,
});
const health = await startHealthServer(config.health, app.readiness, app.metrics);
shutdown.onClose('health', () => health.close());
logger.info({ healthPort: health.port }, 'worker started');
