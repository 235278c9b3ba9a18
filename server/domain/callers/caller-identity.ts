import type { AccountKind, Labels } from '../access/viewer.ts';
import type { E164 } from './phone-number.ts';

/** Who the network says is calling: the last place where it is still a SIP header is telephony/inbound. */
export interface CallerIdentity {
  /** Null when withheld, or when what was received is no public number (an internal extension, a name). */
  readonly e164: E164 | null;
  readonly extension: string | null;
  /** Raw, as the header had it; '' when there was nothing. */
  readonly received: string;
  readonly displayName: string | null;
  readonly isWithheld: boolean;
  readonly source: 'p_asserted_identity' | 'remote_party_id' | 'from' | 'none';
  /** RFC 8588 `verstat` parameter, e.g. 'TN-Validation-Passed'. */
  readonly verstat: string | null;
}

/** Why we think so, as codes the locales put into a sentence. */
export type HitReason =
  | 'mobile_of'
  | 'number_of'
  | 'exact_with_extension'
  | 'you_manage'
  | 'recent_interaction'
  | 'company_number'
  | 'company_range'
  | 'mentioned_in_note';

export interface CallerHit {
  readonly kind: 'contact' | 'organization' | 'mention';
  readonly contactId: string | null;
  readonly organizationId: string | null;
  readonly name: string;
  readonly organizationName: string | null;
  readonly ownerId: string | null;
  readonly managerIds: readonly string[];
  readonly numberKind: string | null;
  readonly reasons: readonly HitReason[];
  /** 'maybe' is never tied to the call by itself. */
  readonly certainty: 'certain' | 'likely' | 'maybe';
  readonly lastInteractionAt: string | null;
}

/** With what its reach depends on: a contact's own, or the company's. */
export interface RankedHit extends CallerHit {
  readonly accountKind: AccountKind | null;
  readonly labels: Labels;
}
