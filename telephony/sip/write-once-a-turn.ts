import type { Socket } from 'node:net';

/**
 * What is written in one turn of the event loop goes out together at its end: under load a write to the system costs
 * more than what it says, and the answer to one message is often three.
 */
export function writeOnceATurn(socket: Socket): void {
  let isCorked = false;
  const write = socket.write.bind(socket) as (...args: unknown[]) => boolean;
  const writeLater = (...args: unknown[]): boolean => {
    if (!isCorked) {
      isCorked = true;
      socket.cork();
      setImmediate(() => {
        isCorked = false;
        socket.uncork();
      });
    }
    return write(...args);
  };
  socket.write = writeLater;
}
