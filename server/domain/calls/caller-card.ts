import type { CallerHit } from '../callers/caller-identity.ts';
import type { TimelineItem } from '../contacts/timeline.ts';

/**
 * Everything the screen pop draws (T21): it is painted from this alone, in one frame, with no further request.
 * Cut per agent: what is out of the agent's reach is not in it (A41).
 */
export type CallerCard = KnownCallerCard | OrganizationCard | UnknownCallerCard | OutOfReachCard;

/** Somebody else it may be. */
export interface OtherHit extends CallerHit {
  /** The agent may change this contact, so say that it is who calls. */
  readonly mayChange: boolean;
}

export interface KnownCallerCard {
  readonly kind: 'contact';
  readonly contactId: string;
  /** The agent may change the contact, so say that it is not who calls. */
  readonly mayChange: boolean;
  readonly name: string;
  readonly position: string | null;
  readonly language: 'en' | 'pl' | 'ru' | null;
  readonly organization: { readonly id: string; readonly name: string } | null;
  readonly stage: { readonly name: string; readonly colour: string } | null;
  readonly tags: readonly string[];
  readonly owner: { readonly id: string; readonly name: string };
  readonly isSpam: boolean;
  readonly verstat: string | null;
  /** The hit that was taken, with its reasons, and the other candidates the agent may see. */
  readonly hit: CallerHit;
  readonly others: readonly OtherHit[];
  readonly lastEvents: readonly TimelineItem[];
  readonly openTickets: readonly CardTicket[];
  readonly nextMeeting: { readonly id: string; readonly name: string; readonly fromAt: string } | null;
  /** Promises missed in the last 90 days. */
  readonly missedMeetings: number;
  readonly consents: readonly {
    readonly purpose: string;
    readonly isGiven: boolean;
    readonly decidedAt: string;
  }[];
}

export interface CardTicket {
  readonly id: string;
  readonly number: number;
  readonly subject: string;
  readonly state: string;
  readonly priority: string;
  readonly isComplaint: boolean;
  readonly createdAt: string;
}

/** A company's shared number or range: the company with its people to choose from. */
export interface OrganizationCard {
  readonly kind: 'organization';
  readonly organizationId: string;
  readonly name: string;
  readonly people: readonly {
    readonly contactId: string;
    readonly name: string;
    readonly position: string | null;
    readonly mayChange: boolean;
  }[];
  readonly hit: CallerHit;
  readonly others: readonly OtherHit[];
  readonly verstat: string | null;
}

export interface UnknownCallerCard {
  readonly kind: 'unknown';
  /** ISO 3166, from the number; null when withheld. */
  readonly country: string | null;
  readonly numberType: 'mobile' | 'landline' | 'other' | null;
  /** 'maybe' hits: the number stands in the text of a note. */
  readonly others: readonly OtherHit[];
  readonly verstat: string | null;
  /** True when identification could not run (database away) or is off for the project. */
  readonly isIdentificationSkipped: boolean;
}

/** 'Known caller, not in your reach', and nothing else. */
export interface OutOfReachCard {
  readonly kind: 'out_of_reach';
}
