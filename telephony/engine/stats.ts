/** Plain counters; `EngineStats` adds what is alive right now. */
export class Counters {
  parsed = 0;
  /** Unreadable, stray, or over a limit, and left without an answer. */
  dropped = 0;
  /** Answered by the engine itself with a refusal. */
  rejected = 0;
  retransmissions = 0;
  requestsIn = 0;
  requestsOut = 0;
  applicationErrors = 0;
}

export interface EngineStats {
  readonly parsed: number;
  readonly dropped: number;
  readonly rejected: number;
  readonly retransmissions: number;
  readonly requestsIn: number;
  readonly requestsOut: number;
  readonly applicationErrors: number;
  readonly serverTransactions: number;
  readonly clientTransactions: number;
  readonly dialogs: number;
  readonly orphanedDialogs: number;
  readonly applications: number;
  readonly udpPeers: number;
  readonly tcpConnections: number;
  readonly wsConnections: number;
  readonly flows: number;
}
