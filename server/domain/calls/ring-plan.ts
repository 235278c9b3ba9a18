/** Which phones to ring for which agent. */
export interface AgentRing {
  readonly legId: string;
  readonly userId: string;
  readonly agentName: string;
  readonly phones: readonly PhoneAddress[];
}

export interface PhoneAddress {
  readonly contactUri: string;
  /** Where requests to the phone are really sent. */
  readonly routeUri: string;
  readonly transport: string;
}

export type RingPlan =
  | {
      readonly kind: 'ring';
      readonly callId: string;
      readonly projectId: string;
      readonly ring: AgentRing;
      readonly ringSeconds: number;
      readonly maxWaitSeconds: number;
    }
  /** Nobody is free now: hold the caller and ask again (`ringNextAgent`) when somebody is. */
  | {
      readonly kind: 'wait';
      readonly callId: string;
      readonly projectId: string;
      readonly ringSeconds: number;
      readonly maxWaitSeconds: number;
    }
  | {
      readonly kind: 'refuse';
      readonly callId: string | null;
      readonly sipCode: number;
      readonly reason: 'no_project' | 'closed' | 'ended';
    };
