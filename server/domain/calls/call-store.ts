import type { CallReach } from '../access/reach.ts';
import type { Colleague, Viewer } from '../access/viewer.ts';
import type { ReservedAgent } from '../agents/agent-store.ts';
import type { RawHit } from '../callers/caller-store.ts';
import type { E164 } from '../callers/phone-number.ts';
import type { BusinessHours } from './business-hours.ts';
import type { CallLogPage, LoggedCall, LoggedCallWithLegs } from './call-log.ts';
import type { CallProject, CallState } from './call-state.ts';
import type { CallerCardFacts } from './caller-card-facts.ts';
import type { TrunkAddress } from './outbound-plan.ts';

/** What a call that just came in meets: its project, and who is known by its number. */
export interface Arrival {
  readonly project: ArrivalProject | null;
  readonly hits: readonly RawHit[];
}

export interface ArrivalProject extends CallProject {
  readonly timeZone: string;
  readonly businessHours: BusinessHours;
  readonly isIdentificationOn: boolean;
}

export interface NewCall {
  readonly state: CallState;
  /** Who is known by its number. */
  readonly hits: readonly RawHit[];
}

/** A call for a project that takes calls now, and that nobody can have refused yet. */
export interface ArrivingCall {
  /** Without contact, legs and agents: who calls and who is rung is found out. */
  readonly state: CallState;
  /** Of the agent's leg, if one is rung. */
  readonly legId: string;
  /** As whoever asks knows it. */
  readonly project: ArrivalProject;
  /** The project was named; otherwise the dialled number leads to it. */
  readonly isNamed: boolean;
  /** Others wait for the project already: nobody is rung for this one before them. Asked when it is written. */
  readonly hasToWait: () => boolean;
}

/** What the call becomes with the agent who is reserved for it, or without one. Only decides, and may be asked again. */
export type DecideCall = (found: {
  readonly hits: readonly RawHit[];
  readonly reserved: ReservedAgent | null;
}) => CallState;

export interface ReceivedCall extends NewCall {
  readonly reserved: ReservedAgent | null;
  readonly cardFacts: CallerCardFacts | null;
}

/** A call, as whoever asks knows it, that an agent is looked for. */
export interface RingWanted {
  readonly call: CallState;
  readonly legId: string;
  readonly at: Date;
  /** Agents who refused this very call after this moment are passed over. */
  readonly refusedAfter: Date;
}

/** What belongs to the end of a call. */
export interface NewWrapUp {
  readonly callId: string;
  readonly userId: string;
  readonly startedAt: Date;
}

export interface Dialling {
  readonly trunk: TrunkAddress;
  /** What the called person is shown. */
  readonly callerId: string | null;
  readonly first: 'agent' | 'contact';
  readonly ringSeconds: number;
}

export interface CallStore {
  /** One read before anything is written. */
  arrival(input: {
    readonly projectId: string | null;
    readonly dialled: string;
    readonly e164: E164 | null;
  }): Promise<Arrival>;
  /**
   * Writes the call, its legs and, where a contact is known, the timeline entry. False when the SIP Call-ID is already
   * known: nothing was written then.
   */
  insert(call: NewCall): Promise<boolean>;
  /** `at`: the moment the agents' phones are counted at. */
  load(callId: string, at: Date): Promise<CallState | null>;
  findBySipCallId(sipCallId: string, at: Date): Promise<CallState | null>;
  /**
   * Writes what differs between the two states, in one statement, if neither the call nor any of the changed agents
   * changed since `before` was read; false, and nothing written, if so.
   */
  save(before: CallState, after: CallState, wrapUp: NewWrapUp | null): Promise<boolean>;
  /** All that the card of a call is made of, for one user. */
  cardMaterial(callId: string, userId: string, at: Date): Promise<CardMaterial>;
  renewLeases(gatewayId: string, callIds: readonly string[], leaseUntil: Date): Promise<void>;
  /** Calls under way whose gateway has been silent past the lease, and queued ones past their time. */
  orphans(now: Date, limit: number): Promise<readonly string[]>;
  queuedOutbound(now: Date): Promise<readonly string[]>;
  /** The first enabled trunk with a free channel, and how its project dials; null when every trunk is full. */
  dialling(callId: string): Promise<Dialling | null>;
  /** Calls that ring at, are held by, or are placed for the user. */
  openCallsOf(userId: string, at: Date): Promise<readonly CallState[]>;
  /** The call its agent is writing up now. */
  wrapUpOf(
    userId: string,
    at: Date,
  ): Promise<{ readonly call: CallState; readonly startedAt: string } | null>;
  project(projectId: string): Promise<CallProject | null>;
  outcomes(projectId: string): Promise<readonly { readonly id: string; readonly name: string }[]>;
  /** False when it is already complete or not this user's. */
  completeWrapUp(input: CompletedWrapUp): Promise<boolean>;
  setPopWindow(legId: string, windowId: string | null): Promise<void>;
  /**
   * Ties the call, and that number's calls without a contact, to the contact, and writes their timeline entries.
   * Returns how many calls were tied.
   */
  tieToContact(input: {
    readonly callId: string;
    readonly e164: E164 | null;
    readonly contactId: string;
    readonly organizationId: string | null;
  }): Promise<number>;
  /** The caller is not this contact: the hit goes, and where the call was tied to it, the tie and timeline entry. */
  untie(callId: string, contactId: string): Promise<void>;
  /** The first acknowledgement by the window that was to pop counts: milliseconds since the call came, else null. */
  recordPainted(callId: string, userId: string, windowId: string, at: Date): Promise<number | null>;
  hideContact(legId: string, isHidden: boolean): Promise<void>;
  list(page: CallLogPage, reach: CallReach): Promise<readonly LoggedCall[]>;
  find(callId: string, reach: CallReach): Promise<LoggedCallWithLegs | null>;
}

/** What a card says of the caller. */
export interface WhoCalls {
  /** As found when the call came. */
  readonly hits: readonly RawHit[];
  /** The project looks nobody up who calls. */
  readonly isIdentificationSkipped: boolean;
  /** Of the contact the call is tied to. */
  readonly facts: CallerCardFacts | null;
}

export interface CardMaterial extends WhoCalls {
  /** As AccessStore.viewer. */
  readonly viewer: Viewer | null;
  /** As AccessStore.peopleAround, or those of them alone whose records the card may show. */
  readonly people: readonly Colleague[];
  /** What a wrap-up may come to. */
  readonly outcomes: readonly { readonly id: string; readonly name: string }[];
}

export interface CompletedWrapUp {
  readonly callId: string;
  readonly userId: string;
  readonly outcomeId: string | null;
  readonly note: string;
  readonly at: Date;
}
