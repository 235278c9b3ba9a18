import { isInReach, type Reach } from '../access/contact-reach.ts';
import type { Viewer } from '../access/viewer.ts';
import type { CallerHit } from '../callers/caller-identity.ts';
import { describeNumber } from '../callers/describe-number.ts';
import type { E164 } from '../callers/phone-number.ts';
import { preferManagedBy } from '../callers/rank-hits.ts';
import type { Stores } from '../shared/database.ts';
import type { CallerCard, OrganizationCard, UnknownCallerCard } from './caller-card.ts';
import type { CallerCardFacts } from './caller-card-facts.ts';

export interface WholeCard {
  readonly viewer: Viewer;
  readonly reach: Reach;
  readonly hits: readonly CallerHit[];
  /** Of the contact the call is tied to; null when it is tied to none. */
  readonly facts: CallerCardFacts | null;
  readonly number: E164 | null;
  readonly verstat: string | null;
  readonly isIdentificationSkipped: boolean;
}

export interface CutCard {
  readonly card: CallerCard;
  /** The contact the call is tied to is out of this viewer's reach. */
  readonly isContactHidden: boolean;
}

/** What of the card this viewer may see (A40, A41). */
export async function cutCard(stores: Pick<Stores, 'callers'>, whole: WholeCard): Promise<CutCard> {
  const { facts, reach, viewer } = whole;
  const seen = preferManagedBy(whole.hits, viewer.userId).filter((hit) => isHitInReach(hit, reach));
  if (facts !== null) {
    const owner = { ownerId: facts.owner.id, managerIds: facts.managerIds };
    if (!isInReach(reach, owner)) return { card: { kind: 'out_of_reach' }, isContactHidden: true };
    return { card: contactCard(whole, facts, seen), isContactHidden: false };
  }
  const company = seen.find((hit) => hit.kind === 'organization' && hit.organizationId !== null);
  if (company !== undefined) {
    const card = await organizationCard(stores, whole, company, seen);
    return { card, isContactHidden: false };
  }
  return { card: unknownCard(whole, seen), isContactHidden: false };
}

/** Organizations have no owner and are everybody's; whoever stands for a contact is as visible as that contact. */
function isHitInReach(hit: CallerHit, reach: Reach): boolean {
  return hit.contactId === null || isInReach(reach, hit);
}

function contactCard(whole: WholeCard, facts: CallerCardFacts, seen: readonly CallerHit[]): CallerCard {
  const { managerIds, ...shown } = facts;
  const hit = seen.find((one) => one.contactId === facts.contactId && one.certainty !== 'maybe');
  return {
    kind: 'contact',
    ...shown,
    verstat: whole.verstat,
    hit: hit ?? assignedHit(facts, managerIds),
    others: seen.filter((one) => one.contactId !== facts.contactId),
  };
}

/** Tied by a person, or called because it was promised: there was nothing to find. */
function assignedHit(facts: CallerCardFacts, managerIds: readonly string[]): CallerHit {
  return {
    kind: 'contact',
    contactId: facts.contactId,
    organizationId: facts.organization?.id ?? null,
    name: facts.name,
    organizationName: facts.organization?.name ?? null,
    ownerId: facts.owner.id,
    managerIds,
    numberKind: null,
    reasons: ['number_of'],
    certainty: 'certain',
    lastInteractionAt: facts.lastEvents[0]?.occurredAt ?? null,
  };
}

async function organizationCard(
  stores: Pick<Stores, 'callers'>,
  { reach, verstat }: WholeCard,
  hit: CallerHit,
  seen: readonly CallerHit[],
): Promise<OrganizationCard> {
  const organizationId = hit.organizationId as string;
  const people = await stores.callers.people(organizationId);
  return {
    kind: 'organization',
    organizationId,
    name: hit.name,
    people: people
      .filter((person) => isInReach(reach, person))
      .map(({ contactId, name, position }) => ({ contactId, name, position })),
    hit,
    others: seen.filter((one) => one !== hit),
    verstat,
  };
}

function unknownCard(whole: WholeCard, seen: readonly CallerHit[]): UnknownCallerCard {
  const described = whole.number === null ? null : describeNumber(whole.number);
  return {
    kind: 'unknown',
    country: described?.country ?? null,
    numberType: described?.type ?? null,
    others: seen,
    verstat: whole.verstat,
    isIdentificationSkipped: whole.isIdentificationSkipped,
  };
}
