import type { ListenOptions, Server } from 'node:net';

/** The port it listens on, once it does; rejects when it cannot. Errors after that are single peers' and end nothing. */
export function listenOn(
  server: Server,
  options: ListenOptions & { readonly port: number },
): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(options, () => {
      server.off('error', reject);
      server.on('error', () => undefined);
      const bound = server.address();
      resolve(typeof bound === 'object' && bound ? bound.port : options.port);
    });
  });
}
