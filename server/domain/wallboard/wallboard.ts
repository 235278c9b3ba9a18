import type { AgentStatus } from '../agents/agent.ts';

/** What a supervisor watches. Instants are ISO strings: this travels. */
export interface Wallboard {
  readonly now: string;
  /** Callers nobody has answered yet, longest waiting first. */
  readonly waiting: readonly WaitingCall[];
  readonly agents: readonly WatchedAgent[];
  readonly trunks: readonly WatchedTrunk[];
  readonly gatewayUp: boolean;
  readonly engineUp: boolean;
  /** INVITE to painted card, 99th percentile of the last hour, milliseconds; null without calls. */
  readonly popP99Ms: number | null;
}

export interface WaitingCall {
  readonly callId: string;
  readonly number: string | null;
  readonly projectName: string | null;
  readonly since: string;
}

export interface WatchedAgent {
  readonly userId: string;
  readonly name: string;
  readonly status: AgentStatus;
  readonly pauseReason: string | null;
  readonly since: string;
  readonly phones: number;
}

export interface WatchedTrunk {
  readonly id: string;
  readonly name: string;
  readonly isEnabled: boolean;
  readonly activeCalls: number;
  readonly channelLimit: number;
}
