import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

export interface NeededPort {
  readonly what: string;
  readonly variable: string;
  readonly host: string;
  readonly port: number;
  readonly protocols: readonly ('tcp' | 'udp')[];
}

/** One line for each port that something else holds. */
export async function describeTakenPorts(needed: readonly NeededPort[]): Promise<string[]> {
  const taken = await Promise.all(
    needed.map(async ({ host, port, protocols }) => {
      const probes = protocols.map((protocol) =>
        protocol === 'tcp' ? probeTcp(host, port) : probeUdp(host, port),
      );
      return (await Promise.all(probes)).find((problem) => problem !== null) ?? null;
    }),
  );
  return needed.flatMap(({ what, variable, host, port }, index) => {
    const problem = taken[index];
    if (problem == null) return [];
    const why = {
      EADDRINUSE: 'is in use',
      EACCES: 'needs more rights',
      EADDRNOTAVAIL: `cannot be opened (no address ${host} here)`,
    }[problem];
    return [
      `Port ${port} for ${what} ${why ?? `cannot be opened (${problem})`}: set ${variable} to another one.`,
    ];
  });
}

/** A loopback TCP port (and the UDP port of the same number) that nobody holds just now. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = await ephemeralPort();
    if ((await probeUdp('127.0.0.1', port)) === null) return port;
  }
}

function ephemeralPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

function probeTcp(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)));
  });
}

function probeUdp(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    socket.bind({ address: host, port, exclusive: true }, () => socket.close(() => resolve(null)));
  });
}
