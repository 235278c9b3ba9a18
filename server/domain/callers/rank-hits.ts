import type { HitReason, RankedHit } from './caller-identity.ts';
import type { RawHit } from './caller-store.ts';

export interface RankingContext {
  /** Contacts this agent owns or manages come before others. */
  readonly agentId: string | null;
  /** The caller's, where the network told it. */
  readonly extension: string | null;
  readonly at: Date;
}

const DAY = 24 * 60 * 60 * 1000;
const RECENT_DAYS = 30;

const certaintyRanks = { certain: 0, likely: 1, maybe: 2 } as const;

/** The likelier the kind is to be that very person's, the earlier it comes. */
const numberKindRanks: Readonly<Record<string, number>> = {
  mobile: 0,
  work: 1,
  landline: 2,
  other: 3,
  main: 4,
  home_fax: 5,
  office_fax: 6,
};

/** Best first (T12), each with its reasons (T15). */
export function rankHits(rows: readonly RawHit[], context: RankingContext): readonly RankedHit[] {
  const people = onePerContact(rows, context.extension);
  const sharers = people.filter(
    (row) => row.kind === 'contact' && match(row, context.extension) !== 'other',
  ).length;
  const ranked = people
    .map((row) => ({ row, hit: hitOf(row, context, sharers) }))
    .sort((one, other) => compare(one.row, one.hit, other.row, other.hit, context.extension))
    .map(({ hit }) => hit);
  return context.agentId === null ? ranked : preferManagedBy(ranked, context.agentId);
}

/**
 * Among contacts that are equally sure, puts those this agent manages first, and says so. Companies keep their
 * places: a shared number stays the company's.
 */
export function preferManagedBy(hits: readonly RankedHit[], agentId: string): readonly RankedHit[] {
  const told = hits.map((hit) => tellWhetherManaged(hit, agentId));
  const contacts = told
    .filter((hit) => hit.kind === 'contact')
    .sort(
      (one, other) =>
        certaintyRanks[one.certainty] - certaintyRanks[other.certainty] ||
        Number(isManaged(other, agentId)) - Number(isManaged(one, agentId)),
    )
    .values();
  return told.map((hit) => (hit.kind === 'contact' ? (contacts.next().value ?? hit) : hit));
}

/**
 * The contact the call is tied to by itself: the first, if it is a contact and surer than 'maybe'; of several equally
 * sure ones the first that `isInReach`.
 */
export function contactToTie(
  hits: readonly RankedHit[],
  isInReach: (hit: RankedHit) => boolean,
): RankedHit | null {
  const first = hits[0];
  if (first?.kind !== 'contact' || first.certainty === 'maybe') return null;
  const equals = hits.filter((hit) => hit.kind === 'contact' && hit.certainty === first.certainty);
  return equals.find(isInReach) ?? first;
}

function tellWhetherManaged(hit: RankedHit, agentId: string): RankedHit {
  const others = hit.reasons.filter((reason) => reason !== 'you_manage');
  return { ...hit, reasons: isManaged(hit, agentId) ? [...others, 'you_manage'] : others };
}

function isManaged(hit: RankedHit, agentId: string): boolean {
  return hit.contactId !== null && (hit.ownerId === agentId || hit.managerIds.includes(agentId));
}

type Match = 'exact' | 'without_extension' | 'other';

/** 'other': the number is there with another extension, so it is somebody else at that switchboard. */
function match(row: RawHit, extension: string | null): Match {
  if (row.extension === extension) return 'exact';
  return row.extension !== null && extension !== null ? 'other' : 'without_extension';
}

function onePerContact(rows: readonly RawHit[], extension: string | null): readonly RawHit[] {
  const best = new Map<string, RawHit>();
  for (const row of rows) {
    const key = row.contactId ?? `${row.kind} ${row.organizationId}`;
    const known = best.get(key);
    if (known === undefined || isCloser(row, known, extension)) best.set(key, row);
  }
  return [...best.values()];
}

function isCloser(row: RawHit, known: RawHit, extension: string | null): boolean {
  if (row.kind !== known.kind) return known.kind === 'mention';
  const ranks = matchRank(row, extension) - matchRank(known, extension);
  return ranks === 0 ? kindRank(row) < kindRank(known) : ranks < 0;
}

function hitOf(row: RawHit, { extension, at }: RankingContext, sharers: number): RankedHit {
  return {
    kind: row.kind === 'range' ? 'organization' : row.kind,
    contactId: row.contactId,
    organizationId: row.organizationId,
    name: row.name,
    organizationName: row.organizationName,
    ownerId: row.ownerId,
    managerIds: row.managerIds,
    accountKind: row.accountKind,
    labels: row.labels,
    numberKind: row.numberKind,
    reasons: reasonsOf(row, extension, at),
    certainty: certaintyOf(row, extension, sharers),
    lastInteractionAt: row.lastInteractionAt,
  };
}

function reasonsOf(row: RawHit, extension: string | null, at: Date): readonly HitReason[] {
  if (row.kind === 'organization') return ['company_number'];
  if (row.kind === 'range') return ['company_range'];
  if (row.kind === 'mention') return ['mentioned_in_note'];
  const reasons: HitReason[] = [row.numberKind === 'mobile' ? 'mobile_of' : 'number_of'];
  if (extension !== null && row.extension === extension) reasons.push('exact_with_extension');
  if (isRecent(row, at)) reasons.push('recent_interaction');
  return reasons;
}

function isRecent({ lastInteractionAt }: RawHit, at: Date): boolean {
  return lastInteractionAt !== null && at.getTime() - Date.parse(lastInteractionAt) <= RECENT_DAYS * DAY;
}

function certaintyOf(row: RawHit, extension: string | null, sharers: number): RankedHit['certainty'] {
  if (row.kind === 'mention') return 'maybe';
  if (row.kind === 'range') return 'likely';
  if (row.kind === 'organization') return 'certain';
  const how = match(row, extension);
  if (how === 'other') return 'maybe';
  if (how === 'without_extension') return 'likely';
  return sharers > 1 && extension === null ? 'likely' : 'certain';
}

function compare(
  row: RawHit,
  hit: RankedHit,
  otherRow: RawHit,
  otherHit: RankedHit,
  extension: string | null,
): number {
  return (
    certaintyRanks[hit.certainty] - certaintyRanks[otherHit.certainty] ||
    matchRank(row, extension) - matchRank(otherRow, extension) ||
    placeRank(hit) - placeRank(otherHit) ||
    latestFirst(row, otherRow) ||
    kindRank(row) - kindRank(otherRow) ||
    hit.name.localeCompare(otherHit.name)
  );
}

function matchRank(row: RawHit, extension: string | null): number {
  return ['exact', 'without_extension', 'other'].indexOf(match(row, extension));
}

function placeRank(hit: RankedHit): number {
  return hit.kind === 'contact' ? 0 : 1;
}

function latestFirst(row: RawHit, other: RawHit): number {
  const one = row.lastInteractionAt ?? '';
  const two = other.lastInteractionAt ?? '';
  return one === two ? 0 : one > two ? -1 : 1;
}

function kindRank(row: RawHit): number {
  return numberKindRanks[row.numberKind ?? ''] ?? numberKindRanks['other']!;
}
