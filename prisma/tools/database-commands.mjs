import pg from 'pg';

/** `schema-engine cli <command>`; returns the exit code, failures are told on stderr in the engine's own format. */
export async function runDatabaseCommand(command, config) {
  const name = pg.escapeIdentifier(config.database);
  const statements = {
    'can-connect-to-database': [config.database, 'SELECT 1'],
    'create-database': ['postgres', `CREATE DATABASE ${name}`],
    'drop-database': ['postgres', `DROP DATABASE ${name} WITH (FORCE)`],
  };
  if (!(command in statements)) return fail('P0000', `unknown cli command ${command}`);
  const [database, statement] = statements[command];
  try {
    await query({ ...config, database }, statement);
    return 0;
  } catch (error) {
    const code = PRISMA_CODES[error.code] ?? 'P1011';
    return fail(code, MESSAGES[code]?.(config) ?? String(error.message ?? error));
  }
}

export async function createDatabaseUnlessThere({ schema: _, ...config }) {
  try {
    await query(config, 'SELECT 1');
  } catch (error) {
    if (error.code !== '3D000') throw error;
    await query(
      { ...config, database: 'postgres' },
      `CREATE DATABASE ${pg.escapeIdentifier(config.database)}`,
    );
  }
}

const PRISMA_CODES = {
  28000: 'P1000',
  '28P01': 'P1000',
  ECONNREFUSED: 'P1001',
  ENOTFOUND: 'P1001',
  ETIMEDOUT: 'P1001',
  '3D000': 'P1003',
  '42P04': 'P1009',
};

const MESSAGES = {
  P1000: ({ host, user }) =>
    `Authentication failed against database server at \`${host}\`, the provided database credentials for \`${user}\` are not valid.`,
  P1001: ({ host, port }) =>
    `Can't reach database server at \`${host}:${port}\`. Please make sure your database server is running.`,
  P1003: ({ database }) => `Database \`${database}\` does not exist`,
  P1009: ({ database }) => `Database \`${database}\` already exists`,
};

async function query({ schema: _, ...config }, statement) {
  const client = new pg.Client(config);
  try {
    await client.connect();
    await client.query(statement);
  } finally {
    await client.end().catch(() => {});
  }
}

function fail(code, message) {
  const line = (level, fields) =>
    JSON.stringify({ timestamp: new Date().toISOString(), level, fields, target: 'schema_engine::logger' });
  process.stderr.write(
    [
      line('INFO', { message: 'schema engine' }),
      line('ERROR', { is_panic: false, message, error_code: code }),
    ].join('\n'),
  );
  return 1;
}
