export const agentStatuses = ['available', 'ringing', 'on_call', 'wrap_up', 'paused', 'offline'] as const;
export type AgentStatus = (typeof agentStatuses)[number];

/** What an agent may ask for; the other statuses follow from calls. */
export type RequestedStatus = 'available' | 'paused' | 'offline';

/** An agent's state as the desktop shows it. Instants are ISO strings: this travels. */
export interface AgentView {
  readonly userId: string;
  readonly status: AgentStatus;
  readonly pauseReason: string | null;
  readonly nextStatus: RequestedStatus | null;
  readonly callId: string | null;
  readonly wrapUpUntil: string | null;
  readonly since: string;
  /** Live registered phones; 0 means nothing can ring. */
  readonly phones: number;
  readonly version: number;
}
