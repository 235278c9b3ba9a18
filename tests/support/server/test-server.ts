import { randomUUID } from 'node:crypto';
import { type Logger, pino } from 'pino';
import { compose, type Application } from '../../../server/compose.ts';
import type { Clock } from '../../../server/domain/shared/clock.ts';
import type { Api } from '../../../server/http/api.ts';
import { createApi } from '../../../server/http/create-api.ts';
import { readServerConfig, type ServerConfig } from '../../../server/platform/config.ts';
import { type RunningServer, startServer } from '../../../server/start-server.ts';
import { Company } from '../product/company.ts';
import { SECRET_KEY } from '../secret-key.ts';
import { createTestDatabase, createTestRedis } from '../services.ts';

export interface TestServices {
  readonly databaseUrl: string;
  readonly redisUrl: string;
}

export interface TestApplication {
  readonly app: Application;
  readonly config: ServerConfig;
  /** Lines of the log as they were written. */
  readonly log: readonly string[];
}

export interface TestApi extends TestApplication {
  readonly api: Api;
  readonly company: Company;
  close(): Promise<void>;
}

export interface TestOptions {
  readonly clock?: Clock;
  readonly env?: Readonly<Record<string, string>>;
  /** As a SIP gateway does. */
  readonly followsHeardRooms?: boolean;
}

/** The application over a database and a Redis, as a server process has it. */
export async function composeForTest(
  services: TestServices,
  { clock, env, followsHeardRooms = false }: TestOptions = {},
): Promise<TestApplication> {
  const log: string[] = [];
  const logger = pino({ level: 'debug' }, { write: (line: string) => void log.push(line) }) as Logger;
  const config = readServerConfig({
    DATABASE_URL: services.databaseUrl,
    REDIS_URL: services.redisUrl,
    SECRET_KEY,
    INSTANCE_ID: `test-${randomUUID().slice(0, 8)}`,
    HTTP_PORT: '0',
    HEALTH_PORT: '0',
    ...env,
  });
  return { app: await compose(config, { logger, followsHeardRooms, ...(clock && { clock }) }), config, log };
}

/** The API for `inject`, over services of its own and a company to fill. */
export async function startTestApi(options: TestOptions = {}): Promise<TestApi> {
  const database = await createTestDatabase();
  const redis = await createTestRedis();
  const application = await composeForTest({ databaseUrl: database.url, redisUrl: redis.url }, options);
  const api = await createApi(application.app, application.config);
  await api.ready();
  return {
    ...application,
    api,
    company: await Company.found(application.app.pool, { trunkPort: 5060 }),
    async close() {
      await api.close();
      await application.app.shutdown.close();
      await redis.close();
      await database.close();
    },
  };
}

export interface ListeningServer extends TestApplication, RunningServer {
  readonly url: string;
  close(): Promise<void>;
}

/** A whole server process, but for the process. */
export async function startListening(
  services: TestServices,
  options: TestOptions & { readonly keepAliveMs?: number } = {},
): Promise<ListeningServer> {
  const application = await composeForTest(services, options);
  const { keepAliveMs = 200 } = options;
  const { port, healthPort } = await startServer(application.app, application.config, { keepAliveMs });
  return {
    ...application,
    port,
    healthPort,
    url: `http://127.0.0.1:${port}`,
    close: () => application.app.shutdown.close(),
  };
}
