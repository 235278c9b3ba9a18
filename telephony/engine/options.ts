import type { Logger } from 'pino';
import { T1_MS } from './timers.ts';

export interface EngineOptions {
  readonly controlHost: string;
  readonly controlPort: number;
  /** What an application must say in `authenticate`. */
  readonly secret: string;
  readonly sipHost: string;
  /** UDP and TCP; 0 takes a free port. */
  readonly sipPort: number;
  /** 'off' for no WebSocket listener, 0 for a free port. */
  readonly wsPort: number | 'off';
  /** Pages that may open a WebSocket, such as 'https://desk.example'; what is no browser names no page and always may. */
  readonly wsOrigins: readonly string[];
  /** Said in Via and Contact instead of the listening address. */
  readonly externalAddress?: string | undefined;
  /** RFC 3261 T1; everything else follows from it. Tests make time run faster with it. */
  readonly t1Ms: number;
  readonly maxMessageBytes: number;
  readonly maxConnections: number;
  /** A call takes four, each for 64 × T1 after its end: of the default 200 000, 1500 calls a second can go on for ever. */
  readonly maxTransactions: number;
  readonly maxDialogs: number;
  /** New requests outside dialogs one address may send in a second, and at once; 0 for no limit. */
  readonly sourceRequestsPerSecond: number;
  readonly sourceBurst: number;
  /** How long dialogs of an application that went away wait for it to come back before the engine hangs up. */
  readonly ownerGraceMs: number;
  /** Name servers to ask instead of the system's. */
  readonly dnsServers?: readonly string[] | undefined;
  readonly log?: Logger | undefined;
}

export const DEFAULT_OPTIONS: EngineOptions = {
  controlHost: '127.0.0.1',
  controlPort: 9022,
  secret: 'cymru',
  sipHost: '127.0.0.1',
  sipPort: 5060,
  wsPort: 5066,
  wsOrigins: [],
  t1Ms: T1_MS,
  maxMessageBytes: 65_535,
  maxConnections: 10_000,
  maxTransactions: 200_000,
  maxDialogs: 50_000,
  sourceRequestsPerSecond: 5_000,
  sourceBurst: 10_000,
  ownerGraceMs: 60_000,
};
