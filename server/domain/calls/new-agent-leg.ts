import type { ReservedAgent } from '../agents/agent-store.ts';
import type { LegState } from './call-state.ts';

/** All phones of one agent, about to ring. */
export function newAgentLeg(
  id: string,
  reserved: ReservedAgent,
  startedAt: string,
  isContactHidden: boolean,
): LegState {
  return {
    id,
    kind: 'agent',
    status: 'dialling',
    userId: reserved.viewer.userId,
    userName: reserved.name,
    number: null,
    result: null,
    popWindowId: reserved.popWindowId,
    isContactHidden,
    startedAt,
    ringingAt: null,
    answeredAt: null,
    endedAt: null,
    sipCode: null,
    reason: null,
  };
}
