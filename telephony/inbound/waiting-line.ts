import type { AgentRing } from '#domain/calls/ring-plan.ts';
import type { Logger } from '#platform/logger.ts';

/** Callers for whom nobody is free. Who has waited longest is asked for first. */
export interface WaitingLine {
  /** Resolves with an agent reserved for the call, or null once `leave` was called. */
  join(call: WaitingCall): WaitingPlace;
  isWaitedFor(projectId: string): boolean;
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
  /** Of a project, up to `most`: for so many of its calls it is worth asking. */
  readonly countFree: (projectId: string, most: number) => Promise<number>;
  readonly logger: Logger;
  readonly lookAgainMs: number;
}

interface Waiting extends WaitingCall {
  readonly settle: (ring: AgentRing | null) => void;
}

/** They share a statement. */
const TOGETHER = 32;

export function createWaitingLine(deps: WaitingLineDeps): WaitingLine {
  const line: Waiting[] = [];
  let isLooking = false;
  let isHinted = false;

  const leave = (waiting: Waiting): void => {
    const at = line.indexOf(waiting);
    if (at >= 0) line.splice(at, 1);
    waiting.settle(null);
  };
  const lookFor = async (waiting: Waiting): Promise<void> => {
    const ring = await deps.ringNextAgent(waiting.callId);
    if (!ring) return;
    const at = line.indexOf(waiting);
    // gone meanwhile: the end of the call frees the agent again
    if (at < 0) return;
    line.splice(at, 1);
    waiting.settle(ring);
  };
  /** Each call of the project once, from the front: as many together as agents are free. */
  const serve = async (projectId: string): Promise<void> => {
    const asked = new Set<Waiting>();
    for (;;) {
      const next = line.filter((one) => one.projectId === projectId && !asked.has(one)).slice(0, TOGETHER);
      const free = next.length > 0 ? await deps.countFree(projectId, next.length) : 0;
      if (free === 0) return;
      const served = next.slice(0, free).filter((one) => line.includes(one));
      for (const one of next.slice(0, free)) asked.add(one);
      const looks = await Promise.allSettled(served.map(lookFor));
      const failed = looks.find((one) => one.status === 'rejected');
      if (failed) throw failed.reason;
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
      const projects = new Set(line.map(({ projectId }) => projectId));
      for (const projectId of projects) {
        await serve(projectId).catch((error: unknown) => {
          deps.logger.warn({ error, projectId }, 'no agents could be looked for');
        });
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
      // nearly always the last one: looked for from the end, since thousands may wait
      const before = line.findLastIndex((other) => other.receivedAt <= waiting.receivedAt);
      line.splice(before + 1, 0, waiting);
      void look();
      return { agent, leave: () => leave(waiting) };
    },
    isWaitedFor: (projectId) => line.some((one) => one.projectId === projectId),
    lookAgain: () => void look(),
    stop: () => clearInterval(timer),
  };
}
