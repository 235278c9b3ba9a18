import type { ClientTransaction } from './client-transaction.ts';
import type { ServerTransaction } from './server-transaction.ts';
import type { Counters } from './stats.ts';
import type { Timers } from './timers.ts';
import type { TransportLayer } from './transport-layer.ts';

/** What every transaction needs; made once. */
export interface TransactionContext {
  readonly timers: Timers;
  readonly transport: TransportLayer;
  readonly table: TransactionTable;
  readonly counters: Counters;
}

/** All living transactions, by what the network calls them and by the id the applications use. */
export class TransactionTable {
  readonly serverByKey = new Map<string, ServerTransaction>();
  readonly serverById = new Map<string, ServerTransaction>();
  /** RFC 3261 §8.2.2.2: Call-ID, From tag and CSeq of requests outside dialogs, to notice merged ones. */
  readonly serverByOrigin = new Map<string, ServerTransaction>();
  readonly clientByKey = new Map<string, ClientTransaction>();
  readonly clientById = new Map<string, ClientTransaction>();

  /** SUBSCRIBE and REFER without a final answer, by Call-ID and From tag: their NOTIFY may come first. */
  readonly subscribes = new Map<string, ClientTransaction>();

  get size(): number {
    return this.serverByKey.size + this.clientByKey.size;
  }

  endAll(): void {
    for (const transaction of [...this.serverByKey.values()]) transaction.end();
    for (const transaction of [...this.clientByKey.values()]) transaction.end();
  }
}
