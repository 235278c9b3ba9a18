import type { Connection, Received } from './transport.ts';

/** The streams of one transport that are open now, by their peer. */
export class OpenStreams<C extends Connection> {
  readonly #received: Received;
  readonly #byPeer = new Map<string, C>();

  constructor(received: Received) {
    this.#received = received;
  }

  get count(): number {
    return this.#byPeer.size;
  }

  find(address: string, port: number): C | undefined {
    return this.#byPeer.get(`${address}:${port}`);
  }

  add(connection: C): void {
    this.#byPeer.set(`${connection.address}:${connection.port}`, connection);
  }

  /** It was closed: nothing arrives over it any more, and whoever waits for that is told. */
  closed(connection: C): void {
    const { address, port, watchers } = connection;
    connection.isOpen = false;
    if (this.find(address, port) === connection) this.#byPeer.delete(`${address}:${port}`);
    this.#received.connectionClosed(connection);
    const waiting = [...watchers];
    watchers.clear();
    for (const watcher of waiting) watcher.transportFailed();
  }

  closeAll(): void {
    for (const connection of this.#byPeer.values()) connection.close();
    this.#byPeer.clear();
  }
}
