import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A line to a service that a test can cut and mend. */
export interface CuttableLine {
  /** The service’s address by way of the line. */
  readonly url: string;
  /** Breaks what is open and whatever comes. */
  cut(): void;
  /** What is open now stays so and carries nothing any more. */
  stall(): void;
  mend(): void;
  close(): Promise<void>;
}

/** `url` as the service is reached; a socket it may name besides is not, since a line is cut at its port. */
export async function cuttableLine(url: string): Promise<CuttableLine> {
  const service = new URL(url);
  const open = new Set<Socket>();
  let isCut = false;
  const keep = (socket: Socket): void => {
    open.add(socket);
    socket.on('close', () => open.delete(socket)).on('error', () => socket.destroy());
  };
  const server = createServer((near) => {
    if (isCut) return void near.destroy();
    const far = connect(Number(service.port), service.hostname);
    keep(near);
    keep(far);
    near.pipe(far).pipe(near);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const cut = (): void => {
    isCut = true;
    for (const socket of open) socket.destroy();
  };
  const stall = (): void => {
    for (const socket of open) socket.unpipe().pause();
  };
  const line = new URL(url);
  line.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  line.search = '';
  return {
    url: line.href,
    cut,
    stall,
    mend: () => void (isCut = false),
    close: async () => {
      cut();
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}
