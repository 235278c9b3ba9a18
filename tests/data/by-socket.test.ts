import pg from 'pg';
import { expect, test } from 'vitest';
import { connectRedis } from '#platform/redis.ts';
import { pino } from 'pino';
import { databaseNamed } from '../../deploy/local/database-url.ts';
import { createTestDatabase, createTestRedis } from '../support/services.ts';

// The embedded services are reached by their sockets, whichever database of theirs is asked for: a port takes half as long again.

test('a database is reached by its socket', async () => {
  const { url, close } = await createTestDatabase();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query('SELECT inet_client_addr() AS address');
  expect(rows).toEqual([{ address: null }]);
  await client.end();
  await close();
});

test('so is another of the same server', () => {
  expect(databaseNamed('postgresql://u:p%40w@127.0.0.1:5432/one?host=%2Fvar%2Frun', 'two')).toBe(
    'postgresql://u:p%40w@127.0.0.1:5432/two?host=%2Fvar%2Frun',
  );
});

test('Redis is reached by its socket', async () => {
  const { url, close } = await createTestRedis();
  const redis = connectRedis(url, 'subscriber', pino({ level: 'silent' }));
  expect(await redis.client('INFO')).toMatch(/ addr=\S+redis\.sock:0 /);
  redis.disconnect();
  await close();
});
