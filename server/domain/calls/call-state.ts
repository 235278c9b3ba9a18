import type { AgentView } from '../agents/agent.ts';
import type { E164 } from '../callers/phone-number.ts';
import type { CallDirection, CallResult, CallStatus, HangupSide } from './call.ts';

export type LegKind = 'agent' | 'contact';
export type LegStatus = 'dialling' | 'ringing' | 'answered' | 'ended';

/** One phone, or one agent's phones together, that was tried or talked on. */
export interface LegState {
  readonly id: string;
  readonly kind: LegKind;
  readonly status: LegStatus;
  readonly userId: string | null;
  readonly userName: string | null;
  readonly number: string | null;
  readonly result: CallResult | null;
  readonly popWindowId: string | null;
  /** The call's contact is out of this agent's reach (A41). */
  readonly isContactHidden: boolean;
  readonly startedAt: string;
  readonly ringingAt: string | null;
  readonly answeredAt: string | null;
  readonly endedAt: string | null;
  readonly sipCode: number | null;
  readonly reason: string | null;
}

/** What of its project a call needs to know. */
export interface CallProject {
  readonly id: string;
  readonly name: string;
  readonly ringSeconds: number;
  readonly maxWaitSeconds: number;
  readonly wrapUpSeconds: number;
}

/**
 * A call with everything its rules look at: its legs and the agents who belong to it. Rules make a new state of an
 * old one; `CallStore.save` writes the difference if nothing of it changed meanwhile.
 */
export interface CallState {
  readonly id: string;
  readonly direction: CallDirection;
  readonly status: CallStatus;
  readonly result: CallResult | null;
  readonly version: number;
  readonly sipCallId: string | null;
  readonly trunkId: string | null;
  readonly project: CallProject | null;
  readonly contactId: string | null;
  readonly organizationId: string | null;
  readonly agentId: string | null;
  readonly agentName: string | null;
  /** Outbound for a promised call. */
  readonly meetingId: string | null;
  readonly number: E164 | null;
  readonly extension: string | null;
  readonly numberReceived: string;
  readonly displayName: string | null;
  readonly isWithheld: boolean;
  readonly verstat: string | null;
  readonly dialled: string | null;
  readonly queuedAt: string;
  readonly ringingAt: string | null;
  readonly answeredAt: string | null;
  readonly endedAt: string | null;
  readonly notAfter: string | null;
  readonly hangupSide: HangupSide | null;
  readonly sipCode: number | null;
  readonly reason: string | null;
  readonly gatewayId: string | null;
  readonly leaseUntil: string | null;
  readonly legs: readonly LegState[];
  /** Those of the agents in `legs` who belong to this call now. */
  readonly agents: readonly AgentView[];
}
