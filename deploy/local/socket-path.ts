import { join } from 'node:path';

/** Bytes a socket's path may have: 108 with its end on Linux, 104 on macOS. */
const LONGEST = 103;

/** Where in the folder a Unix socket may stand, which takes a third of the time of a port; null if its path is too long. */
export function socketPath(folder: string, name: string): string | null {
  const path = join(folder, name);
  return Buffer.byteLength(path) <= LONGEST ? path : null;
}
