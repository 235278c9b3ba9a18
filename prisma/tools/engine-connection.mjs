import { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import pg from 'pg';

/** Fields rather than a URL: node-postgres would let a URL win over `database`. */
export function connectionConfig(text) {
  const url = new URL(text);
  const sslMode = url.searchParams.get('sslmode') ?? '';
  return {
    host: url.searchParams.get('host') ?? url.hostname,
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username) || undefined,
    password: decodeURIComponent(url.password) || undefined,
    database: decodeURIComponent(url.pathname.slice(1)) || 'postgres',
    schema: url.searchParams.get('schema') ?? undefined,
    ...(['require', 'verify-ca', 'verify-full'].includes(sslMode) && {
      ssl: { rejectUnauthorized: sslMode !== 'require' },
    }),
  };
}

const open = new Set();

export async function closeConnections() {
  await Promise.all([...open].map((connection) => connection.dispose()));
}

/** Prisma's PostgreSQL adapter, taught what only the schema engine asks of it. */
export class EngineAdapter extends PrismaPg {
  #config;
  #shadowUrl;

  constructor(config, shadowUrl) {
    super(config, { schema: config.schema });
    this.#config = config;
    this.#shadowUrl = shadowUrl;
  }

  connect() {
    return connect(this.#config);
  }

  async connectToShadowDb() {
    if (this.#shadowUrl) return connect(connectionConfig(this.#shadowUrl));
    const { schema, ...config } = this.#config;
    const database = `prisma_shadow_${crypto.randomUUID().replaceAll('-', '')}`;
    const admin = new pg.Client(config);
    await admin.connect();
    await admin.query(`CREATE DATABASE "${database}"`);
    return connect({ ...config, schema, database }, async () => {
      await admin.query(`DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`);
      await admin.end();
    });
  }
}

async function connect({ schema, ...config }, afterwards) {
  const pool = new CatalogPool({ ...config, max: 1, idleTimeoutMillis: 0 });
  pool.on('error', () => {});
  const connection = await new PrismaPg(pool, { schema }).connect();
  const queryRaw = connection.queryRaw.bind(connection);
  connection.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const index of pool.charColumns) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
  // the whole script at once: the adapter cuts at every semicolon, those inside function bodies too
  connection.executeScript = async (script) => {
    try {
      await pool.query(script);
    } catch (error) {
      connection.onError(error);
    }
  };
  connection.dispose = async () => {
    if (!open.delete(connection)) return;
    await pool.end();
    await afterwards?.();
  };
  open.add(connection);
  return connection;
}

/** Types of catalog columns that the adapter refuses, since no table of a user has them, and what to call them. */
const CATALOG_TYPES = new Map([
  [18, 1042], // "char" as character
  [22, 25], // int2vector, pg_node_tree and oidvector as text
  [194, 25],
  [30, 25],
  [1002, 1009], // arrays of "char" as arrays of text
  [1003, 1009], // arrays of name
]);

class CatalogPool extends pg.Pool {
  charColumns = [];

  async query(...args) {
    const result = await super.query(...args);
    const fields = result?.fields ?? [];
    this.charColumns = fields.flatMap(({ dataTypeID }, index) => (dataTypeID === 18 ? [index] : []));
    for (const field of fields) field.dataTypeID = CATALOG_TYPES.get(field.dataTypeID) ?? field.dataTypeID;
    return result;
  }
}
