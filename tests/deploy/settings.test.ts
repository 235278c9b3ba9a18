import { expect, test } from 'vitest';
import { applicationProcesses } from '../../deploy/local/application.ts';
import { neededPorts, readSettings } from '../../deploy/local/settings.ts';

const services = {
  databaseUrl: 'postgresql://127.0.0.1/x',
  redisUrl: 'redis://127.0.0.1',
  secretKey: 'made at the first start',
};
const names = (env: NodeJS.ProcessEnv): string[] =>
  applicationProcesses(readSettings(env), services, env).map(({ spec }) => spec.name);

test('without anything set, the four processes run on the usual ports', () => {
  expect(names({})).toEqual(['engine', 'server', 'telephony', 'worker']);
  expect(neededPorts(readSettings({})).map(({ port }) => port)).toEqual([
    3000, 3003, 3001, 3002, 5060, 5066, 9022,
  ]);
});

test('a drachtio of your own takes the place of the engine', () => {
  const env = { DRACHTIO_URL: 'tcp://:secret@10.0.0.5:9022' };
  expect(names(env)).toEqual(['server', 'telephony', 'worker']);
  expect(neededPorts(readSettings(env)).map(({ port }) => port)).toEqual([3000, 3003, 3001, 3002]);
  const [server] = applicationProcesses(readSettings(env), services, env);
  expect(server!.spec.env!['DRACHTIO_URL']).toBe(env.DRACHTIO_URL);
});

test('engine and gateway share a secret made for this start', () => {
  const [engine, , telephony] = applicationProcesses(readSettings({}), services, {});
  const secret = engine!.spec.env!['ENGINE_SECRET'];
  expect(secret).toMatch(/^\w{20,}$/);
  expect(telephony!.spec.env!['DRACHTIO_URL']).toBe(`tcp://:${secret}@127.0.0.1:9022`);
});

test('pages of our own address may speak SIP over WebSocket, and those that are named', () => {
  const originsOf = (env: NodeJS.ProcessEnv): string | undefined =>
    applicationProcesses(readSettings(env), services, env)[0]!.spec.env!['ENGINE_WS_ORIGINS'];
  expect(originsOf({})).toBe('http://127.0.0.1:3000');
  const env = { PUBLIC_URL: 'https://desk.example/', SIP_WS_ORIGINS: 'https://a.example, https://b.example' };
  expect(originsOf(env)).toBe('https://desk.example/,https://a.example,https://b.example');
});

test('the key kept since the first start goes to all, one of your own goes before it', () => {
  const keysOf = (env: NodeJS.ProcessEnv): (string | undefined)[] =>
    applicationProcesses(readSettings(env), services, env).map(({ spec }) => spec.env!['SECRET_KEY']);
  expect(new Set(keysOf({}))).toEqual(new Set([services.secretKey]));
  expect(new Set(keysOf({ SECRET_KEY: 'your own' }))).toEqual(new Set(['your own']));
});

test('a server open to the network is asked for its health on loopback', () => {
  const [, server] = applicationProcesses(
    readSettings({ HTTP_HOST: '0.0.0.0', HTTP_PORT: '8080' }),
    services,
    {},
  );
  expect(server!.readyUrl).toBe('http://127.0.0.1:8080/readyz');
});

test('all wrong settings are told together, by name and never by value', () => {
  expect(() => readSettings({ HTTP_PORT: 'secret', SIP_PORT: '70000' })).toThrow(
    'HTTP_PORT is not a port number; SIP_PORT is not a port number.',
  );
});
