/** How a request was answered: the agent became the contact's owner, one of its managers, or neither. */
export const handOverDecisions = ['owner', 'manager', 'declined'] as const;
export type HandOverDecision = (typeof handOverDecisions)[number];

/** What a supervisor is asked: to let this agent see who called. */
export interface HandOverView {
  readonly id: string;
  readonly callId: string;
  readonly contact: { readonly id: string; readonly name: string };
  readonly agent: { readonly id: string; readonly name: string };
  readonly askedAt: string;
}

/** What the agent hears. Who decided, and nothing of the contact: a gift shows in the card. */
export interface HandOverAnswer {
  readonly requestId: string;
  readonly callId: string;
  readonly decision: HandOverDecision;
  readonly decidedBy: string;
}
