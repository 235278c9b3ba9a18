import type { Colleague, Viewer } from '../access/viewer.ts';
import type { PhoneAddress } from '../calls/ring-plan.ts';
import type { AgentView } from './agent.ts';

/** An agent who now belongs to one call, with all that ringing and popping needs. */
export interface ReservedAgent {
  readonly state: AgentView;
  readonly name: string;
  readonly viewer: Viewer;
  /** As AccessStore.peopleAround, or those of them alone whose records the call may show. */
  readonly people: readonly Colleague[];
  readonly phones: readonly PhoneAddress[];
  /** The window that takes the pop. */
  readonly popWindowId: string | null;
}

export interface NewRegistration {
  readonly id: string;
  readonly userId: string;
  readonly contactUri: string;
  readonly routeUri: string;
  readonly transport: string;
  readonly userAgent: string | null;
  readonly sipCallId: string;
  readonly cseq: number;
  readonly registeredAt: Date;
  readonly expiresAt: Date;
}

export interface AgentStore {
  /** Reserves this agent if free now; being kept free for `meetingId` counts as free. */
  reserveOne(
    userId: string,
    callId: string,
    at: Date,
    meetingId: string | null,
  ): Promise<ReservedAgent | null>;
  /** Free members of the project, longest idle first: as a hint, nothing is reserved. */
  freeMembers(projectId: string, at: Date): Promise<readonly string[]>;
  /** Up to `most`; as a hint, too. */
  countFree(projectId: string, at: Date, most: number): Promise<number>;
  /** Null for a user who has never been an agent, or does not exist. */
  state(userId: string, at: Date): Promise<AgentView | null>;
  /** Raises the version alone: the phones changed, which stand elsewhere. */
  touch(userId: string, at: Date): Promise<AgentView | null>;
  /** Makes a user an agent, offline; nothing for one who is, or does not exist. */
  ensure(userId: string, at: Date): Promise<void>;
  /** Writes all but `phones` if nobody changed the row since `before` was read. */
  save(before: AgentView, after: AgentView): Promise<boolean>;
  /** Those whose wrap-up is over. */
  wrapUpsOver(at: Date, limit: number): Promise<readonly AgentView[]>;
  /**
   * Binds a phone. False when the binding is known with the same Call-ID and a CSeq that is not lower
   * (RFC 3261 section 10.3 step 7), and for a user who may not work any more. Of more than
   * `most` phones the user keeps those that registered last.
   */
  register(registration: NewRegistration, most: number): Promise<boolean>;
  /** `contactUri` null unbinds all; same order rule as `register`. Returns how many were unbound. */
  unregister(userId: string, contactUri: string | null, order: RequestOrder): Promise<number>;
  /** Unbinds this phone unless it has registered after `calledAt`. True when it was bound. */
  dropSilent(
    userId: string,
    phone: Pick<PhoneAddress, 'contactUri' | 'routeUri'>,
    calledAt: Date,
  ): Promise<boolean>;
  phones(userId: string, at: Date): Promise<readonly (PhoneAddress & { readonly expiresAt: string })[]>;
  /** Bindings past their time are forgotten; returns whose they were. */
  dropExpiredRegistrations(at: Date): Promise<readonly string[]>;
}

export interface RequestOrder {
  readonly sipCallId: string;
  readonly cseq: number;
}
