import type { AccountReach } from '../access/reach.ts';
import type { CardReach } from '../users/card-reach.ts';
import type { HandOverDecision, HandOverView } from './hand-over.ts';

export interface HandOverRequest {
  readonly id: string;
  readonly callId: string;
  readonly contactId: string;
  readonly agentId: string;
  readonly askedAt: Date;
}

export interface HandOverState {
  readonly id: string;
  /** Null: nobody has answered. */
  readonly decision: HandOverDecision | null;
  /** The name of who answered. */
  readonly decidedBy: string | null;
}

/** What a supervisor may decide: contacts in the one reach, for agents in the other. */
export interface HandOverReach {
  readonly contacts: AccountReach;
  readonly agents: CardReach;
}

export interface HandOverStore {
  /** The request as it stands: asked again, the one that is there; a declined one is open again. */
  ask(request: HandOverRequest): Promise<HandOverState>;
  /** What became of an agent's request for the contact of a call. */
  ofCall(callId: string, contactId: string, agentId: string): Promise<HandOverState | null>;
  /** Open requests asked since then by agents who may work, newest first, at most 100; of one if its id is given. */
  openSince(since: Date, reach: HandOverReach, requestId?: string): Promise<readonly HandOverView[]>;
  view(requestId: string): Promise<HandOverView | null>;
  /** Who leads: the Director, chief managers, and the agent's responsible; those who may work. */
  supervisorsOf(agentId: string): Promise<readonly string[]>;
  /** False when somebody has answered already. */
  decide(requestId: string, decision: HandOverDecision, decidedBy: string, at: Date): Promise<boolean>;
  /** The agent becomes the contact's owner or one of its managers; the contact's new version. */
  give(contactId: string, agentId: string, as: 'owner' | 'manager', at: Date): Promise<number>;
}
