import { type AccountReach, contactReach, isInReach } from '../access/reach.ts';
import type { Colleague, Viewer } from '../access/viewer.ts';
import type { CallerHit, RankedHit } from '../callers/caller-identity.ts';
import { describeNumber } from '../callers/describe-number.ts';
import type { E164 } from '../callers/phone-number.ts';
import { preferManagedBy } from '../callers/rank-hits.ts';
import type { Stores } from '../shared/database.ts';
import type { CallerCard, OrganizationCard, OtherHit, UnknownCallerCard } from './caller-card.ts';
import { type CallerCardFacts, reachableOf } from './caller-card-facts.ts';
import { cutFacts } from './cut-facts.ts';

export interface WholeCard {
  readonly viewer: Viewer;
  /** Those around the viewer (AccessStore.peopleAround). */
  readonly people: readonly Colleague[];
  readonly hits: readonly RankedHit[];
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
  const { facts, viewer } = whole;
  const reach = contactReach(viewer, whole.people, 'read');
  const changes = contactReach(viewer, whole.people, 'change');
  const seen = preferManagedBy(whole.hits, viewer.userId).filter((hit) => isInReach(reach, hit));
  if (facts !== null) {
    if (!isInReach(reach, reachableOf(facts))) {
      return { card: { kind: 'out_of_reach' }, isContactHidden: true };
    }
    return { card: contactCard(whole, changes, facts, seen), isContactHidden: false };
  }
  const company = seen.find((hit) => hit.kind === 'organization' && hit.organizationId !== null);
  if (company !== undefined) {
    const card = await organizationCard(stores, whole, { reach, changes }, company, seen);
    return { card, isContactHidden: false };
  }
  if (seen.length === 0 && whole.hits.some(isKnown)) {
    return { card: { kind: 'out_of_reach' }, isContactHidden: false };
  }
  return { card: unknownCard(whole, changes, seen), isContactHidden: false };
}

/** The number is somebody's own; whoever is only mentioned with it may be anybody. */
function isKnown({ certainty }: CallerHit): boolean {
  return certainty !== 'maybe';
}

function contactCard(
  whole: WholeCard,
  changes: AccountReach,
  facts: CallerCardFacts,
  seen: readonly RankedHit[],
): CallerCard {
  const hit = seen.find((one) => one.contactId === facts.contactId && one.certainty !== 'maybe');
  return {
    kind: 'contact',
    ...cutFacts(facts, whole.viewer, whole.people),
    mayChange: isInReach(changes, reachableOf(facts)),
    verstat: whole.verstat,
    hit: hit ? shownHit(hit) : assignedHit(facts),
    others: otherHits(
      changes,
      seen.filter((one) => one.contactId !== facts.contactId),
    ),
  };
}

/** Labels are for the policy, not for the card. */
function shownHit({ labels: _, accountKind: __, ...hit }: RankedHit): CallerHit {
  return hit;
}

function otherHits(changes: AccountReach, hits: readonly RankedHit[]): readonly OtherHit[] {
  return hits.map((hit) => ({ ...shownHit(hit), mayChange: isInReach(changes, hit) }));
}

/** Tied by a person, or called because it was promised: there was nothing to find. */
function assignedHit(facts: CallerCardFacts): CallerHit {
  return {
    kind: 'contact',
    contactId: facts.contactId,
    organizationId: facts.organization?.id ?? null,
    name: facts.name,
    organizationName: facts.organization?.name ?? null,
    ownerId: facts.owner.id,
    managerIds: facts.managerIds,
    numberKind: null,
    reasons: ['number_of'],
    certainty: 'certain',
    lastInteractionAt: facts.lastEvents[0]?.occurredAt ?? null,
  };
}

async function organizationCard(
  stores: Pick<Stores, 'callers'>,
  { verstat }: WholeCard,
  { reach, changes }: { readonly reach: AccountReach; readonly changes: AccountReach },
  hit: RankedHit,
  seen: readonly RankedHit[],
): Promise<OrganizationCard> {
  const organizationId = hit.organizationId as string;
  const people = await stores.callers.people(organizationId);
  return {
    kind: 'organization',
    organizationId,
    name: hit.name,
    people: people
      .filter((person) => isInReach(reach, person))
      .map((person) => {
        const { contactId, name, position } = person;
        return { contactId, name, position, mayChange: isInReach(changes, person) };
      }),
    hit: shownHit(hit),
    others: otherHits(
      changes,
      seen.filter((one) => one !== hit),
    ),
    verstat,
  };
}

function unknownCard(whole: WholeCard, changes: AccountReach, seen: readonly RankedHit[]): UnknownCallerCard {
  const described = whole.number === null ? null : describeNumber(whole.number);
  return {
    kind: 'unknown',
    country: described?.country ?? null,
    numberType: described?.type ?? null,
    others: otherHits(changes, seen),
    verstat: whole.verstat,
    isIdentificationSkipped: whole.isIdentificationSkipped,
  };
}
