import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { describeTakenPorts, freePort } from '../../deploy/local/ports.ts';

const held: (() => void)[] = [];
afterEach(() => held.splice(0).forEach((release) => release()));

test('a port in use is told with its purpose and the variable that changes it', async () => {
  const port = await freePort();
  await new Promise<void>((listening) => {
    const server = createServer().listen(port, '127.0.0.1', listening);
    held.push(() => server.close());
  });
  const needed = {
    what: 'the web',
    variable: 'HTTP_PORT',
    host: '127.0.0.1',
    port,
    protocols: ['tcp'],
  } as const;
  expect(await describeTakenPorts([needed])).toEqual([
    `Port ${port} for the web is in use: set HTTP_PORT to another one.`,
  ]);
});

test('a UDP port counts where UDP is needed, and only there', async () => {
  const port = await freePort();
  const socket = createSocket('udp4');
  held.push(() => socket.close());
  await new Promise<void>((bound) => socket.bind(port, '127.0.0.1', bound));
  const sip = { what: 'SIP', variable: 'SIP_PORT', host: '127.0.0.1', port } as const;
  expect(await describeTakenPorts([{ ...sip, protocols: ['tcp'] }])).toEqual([]);
  expect(await describeTakenPorts([{ ...sip, protocols: ['udp', 'tcp'] }])).toHaveLength(1);
});

test('an address that this machine does not have is told', async () => {
  const needed = {
    what: 'SIP',
    variable: 'SIP_PORT',
    host: '192.0.2.1',
    port: 5060,
    protocols: ['udp'],
  } as const;
  expect(await describeTakenPorts([needed])).toEqual([
    'Port 5060 for SIP cannot be opened (no address 192.0.2.1 here): set SIP_PORT to another one.',
  ]);
});
