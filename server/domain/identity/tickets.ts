import type { OpenIdRequest } from './open-id-provider.ts';

/** Half-done proofs: what was shown so far, kept until the rest comes. */
export interface TicketFacts {
  /** The first step is done; the second is to come. */
  readonly second_factor: {
    readonly userId: string;
    /** A change of the password or another way in ends the ticket (AccountStore.waysIn). */
    readonly waysIn: string;
    /** As it was typed: what was counted against it is forgotten with the sign-in. */
    readonly login: string;
    readonly firstStep: 'password' | 'open_id';
    /** For the answer of a passkey. */
    readonly challenge: string | null;
    readonly triesLeft: number;
    readonly until: string;
  };
  readonly passkey_sign_in: { readonly challenge: string };
  readonly passkey_registration: { readonly userId: string; readonly challenge: string };
  readonly open_id: OpenIdRequest & { readonly next: string };
}
export type TicketKind = keyof TicketFacts;

/** Short-lived, and good for one use: whoever takes one has it alone. All throw unavailable. */
export interface Tickets {
  /** The ticket: 256 bits that cannot be guessed. */
  issue<K extends TicketKind>(kind: K, facts: TicketFacts[K], forMs: number): Promise<string>;
  /** Null: none, taken already, or its time is over. */
  take<K extends TicketKind>(kind: K, ticket: string): Promise<TicketFacts[K] | null>;
  /** A taken one, for another try. */
  putBack<K extends TicketKind>(kind: K, ticket: string, facts: TicketFacts[K], forMs: number): Promise<void>;
}
