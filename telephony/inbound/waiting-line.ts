import type { AgentRing } from '#domain/calls/ring-plan.ts';
import type { Logger } from '#platform/logger.ts';

/** Callers for whom nobody is free. Who has waited longest is asked for first. */
export interface WaitingLine {
  /** Resolves with an agent reserved for the call, or null once `leave` was called. */
  join(call: WaitingCall): WaitingPlace;
  /** Somebody may be free now. */
  lookAgain(): void;
  stop(): void;
}

export interface WaitingCall {
  readonly callId: string;
  readonly projectId: string;
  readonly receivedAt: Date;
}

export interface WaitingPlace {
  readonly agent: Promise<AgentRing | null>;
  leave(): void;
}

export interface WaitingLineDeps {
  readonly ringNextAgent: (callId: string) => Promise<AgentRing | null>;
  /** Of a project: whether it is worth asking for any of its calls. */
  readonly isAnybodyFree: (projectId: string) => Promise<boolean>;
  readonly logger: Logger;
  readonly lookAgainMs: number;
}

interface Waiting extends WaitingCall {
  readonly settle: (ring: AgentRing | null) => void;
}

export function createWaitingLine(deps: WaitingLineDeps): WaitingLine {
  const line: Waiting[] = [];
  let isLooking = false;
  let isHinted = false;

  const leave = (waiting: Waiting): void => {
    const at = line.indexOf(waiting);
    if (at >= 0) line.splice(at, 1);
    waiting.settle(null);
  };
  /** `empty`: projects of which nobody is free, as far as this look has found out. */
  const lookFor = async (waiting: Waiting, empty: Set<string>): Promise<void> => {
    try {
      if (!(await deps.isAnybodyFree(waiting.projectId))) {
        empty.add(waiting.projectId);
        return;
      }
      const ring = await deps.ringNextAgent(waiting.callId);
      if (!ring) return;
      const at = line.indexOf(waiting);
      // gone meanwhile: the end of the call frees the agent again
      if (at < 0) return;
      line.splice(at, 1);
      waiting.settle(ring);
    } catch (error) {
      deps.logger.warn({ error, callId: waiting.callId }, 'no agent could be looked for');
    }
  };
  const look = async (): Promise<void> => {
    if (isLooking) {
      isHinted = true;
      return;
    }
    isLooking = true;
    do {
      isHinted = false;
      const empty = new Set<string>();
      for (const waiting of [...line]) {
        if (!empty.has(waiting.projectId) && line.includes(waiting)) await lookFor(waiting, empty);
      }
    } while (isHinted);
    isLooking = false;
  };
  const timer = setInterval(() => void look(), deps.lookAgainMs);

  return {
    join: (call) => {
      let settle: Waiting['settle'] = () => undefined;
      const agent = new Promise<AgentRing | null>((resolve) => (settle = resolve));
      const waiting = { ...call, settle };
      const behind = line.findIndex((other) => other.receivedAt > waiting.receivedAt);
      line.splice(behind < 0 ? line.length : behind, 0, waiting);
      void look();
      return { agent, leave: () => leave(waiting) };
    },
    lookAgain: () => void look(),
    stop: () => clearInterval(timer),
  };
}
