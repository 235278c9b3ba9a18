import type { CallerIdentity } from '../callers/caller-identity.ts';

/** An INVITE from a trunk, parsed: from here on nothing is a SIP header. */
export interface IncomingCall {
  readonly sipCallId: string;
  readonly trunkId: string | null;
  /** Null: the project that the dialled number leads to. */
  readonly project: { readonly id: string } | null;
  readonly caller: CallerIdentity;
  /** As the trunk sent it. */
  readonly dialled: string;
  readonly receivedAt: Date;
  readonly gatewayId: string;
  readonly leaseUntil: Date;
}
