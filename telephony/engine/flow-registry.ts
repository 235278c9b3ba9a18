import { parseNameAddr, parseUri } from './header-values.ts';
import { listHeader, type SipRequest } from './sip-message.ts';
import type { Connection } from './transport.ts';

/**
 * Which stream a registered contact is reached on (RFC 5626, RFC 7118 §5.2): a phone behind TCP or WebSocket can
 * only be called over the connection it opened, and a browser's contact names a host that does not exist.
 */
export class FlowRegistry {
  readonly #flows = new Map<string, Connection>();
  readonly #contacts = new Map<Connection, Set<string>>();

  /** To be called when a REGISTER that came over a stream was answered with 200. */
  registered(request: SipRequest, connection: Connection): void {
    for (const value of listHeader(request.headers, 'contact')) {
      const contact = parseNameAddr(value);
      const key = contact && contactKey(contact.uri);
      if (!key) continue;
      this.#forget(key);
      this.#flows.set(key, connection);
      const contacts = this.#contacts.get(connection);
      if (contacts) contacts.add(key);
      else this.#contacts.set(connection, new Set([key]));
    }
  }

  find(uri: string): Connection | undefined {
    if (this.#flows.size === 0) return undefined;
    const key = contactKey(uri);
    const connection = key === undefined ? undefined : this.#flows.get(key);
    return connection?.isOpen === true ? connection : undefined;
  }

  closed(connection: Connection): void {
    for (const key of this.#contacts.get(connection) ?? []) {
      if (this.#flows.get(key) === connection) this.#flows.delete(key);
    }
    this.#contacts.delete(connection);
  }

  get size(): number {
    return this.#flows.size;
  }

  #forget(key: string): void {
    const previous = this.#flows.get(key);
    if (previous) this.#contacts.get(previous)?.delete(key);
  }
}

function contactKey(text: string): string | undefined {
  const uri = parseUri(text);
  return uri && uri.host !== '' ? `${uri.user}@${uri.host.toLowerCase()}:${uri.port ?? ''}` : undefined;
}
