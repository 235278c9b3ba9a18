import pg from 'pg';
import type { ReservedAgent } from '#domain/agents/agent-store.ts';
import type { RawHit } from '#domain/callers/caller-store.ts';
import type { CallerCardFacts } from '#domain/calls/caller-card-facts.ts';
import type { CallState } from '#domain/calls/call-state.ts';
import type { ArrivingCall, DecideCall, ReceivedCall } from '#domain/calls/call-store.ts';
import type { Database } from '#domain/shared/database.ts';
import { groupsByKey } from './in-groups.ts';
import type { Unsaved } from './pg-call-saves.ts';
import { receive as receiving, tie } from './pg-receive-statement.ts';
import { first, rows } from './pg-statement.ts';
import { twice } from './pg-transaction.ts';

/**
 * Two groups are under way and one waits: what has begun goes before what comes, lest every call take longer, hold its
 * agent and cost more the more there are.
 */
const FAR_BEHIND = 96;

interface Receiving {
  readonly call: ArrivingCall;
  readonly decide: DecideCall;
}
type Outcome = Awaited<ReturnType<Database['receive']>>;

interface Row extends ReservedAgent {
  readonly id: string;
  readonly contactId: string | null;
  readonly organizationId: string | null;
  readonly hits: readonly RawHit[];
  readonly cardFacts: CallerCardFacts | null;
  readonly isRung: boolean;
}

/**
 * See Database.receive. Calls that come at once for one project share a statement, whose commit waits for no disk: should
 * the database die before it is there, the gateway that holds the call writes it anew (domain/calls/change-call.ts).
 */
export function receiveInGroups(pool: pg.Pool, unsaved: Unsaved): Database['receive'] {
  const receive = groupsByKey<Receiving, Outcome>(({ call }) => call.project.id, {
    largest: 32,
    together: (group) => receiveAll(pool, group),
    alone: (one) => receiveOne(pool, one),
    givesWay: () => unsaved.count >= FAR_BEHIND,
  });
  return (call, decide) => receive({ call, decide });
}

async function receiveOne(pool: pg.Pool, one: Receiving): Promise<Outcome> {
  try {
    const [outcome = 'project_changed'] = await twice(() => receiveAll(pool, [one]));
    return outcome;
  } catch (error) {
    if (isKnownAlready(error)) return 'known_already';
    throw error;
  }
}

function isKnownAlready(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.constraint === 'calls_sip_call_id_key';
}

/** All of them for one project; throws, and nothing is written, where one SIP Call-ID is known. */
async function receiveAll(
  pool: pg.Pool,
  group: readonly Receiving[],
): Promise<readonly (Outcome | Promise<Outcome>)[]> {
  const [{ call: one }] = group as readonly [Receiving];
  const at = new Date(Math.max(...group.map(({ call }) => Date.parse(call.state.queuedAt))));
  const asked = JSON.stringify(group.map(({ call }) => callRow(call)));
  const values = [one.project.id, at, JSON.stringify(one.project), asked];
  const written = new Map((await rows<Row>(pool, receiving, values)).map((row) => [row.id, row]));
  return group.map(({ call, decide }) => {
    const row = written.get(call.state.id);
    return row ? tieAsDecided(pool, row, decide) : 'project_changed';
  });
}

function callRow({ state, legId, project, isNamed, hasToWait }: ArrivingCall) {
  const lookedUp = project.isIdentificationOn ? state.number : null;
  return { ...state, legId, lookedUp, reached: isNamed ? null : state.dialled, hasToWait: hasToWait() };
}

async function tieAsDecided(pool: pg.Pool, row: Row, decide: DecideCall): Promise<ReceivedCall> {
  const { id, contactId, organizationId, hits, cardFacts, isRung, ...agent } = row;
  const reserved = isRung ? agent : null;
  const state = decide({ hits, reserved });
  const isAsWritten = state.contactId === contactId && state.organizationId === organizationId;
  if (isAsWritten && !isHidden(state)) return { state, hits, reserved, cardFacts };
  const values = [id, state.contactId, state.organizationId, isHidden(state)];
  try {
    const tied = await first<{ cardFacts: CallerCardFacts | null }>(pool, tie, values);
    return { state, hits, reserved, cardFacts: tied?.cardFacts ?? null };
  } catch {
    // the call is written and its agent reserved: whatever keeps it from being tied, his phone rings
    return { state: decide({ hits: [], reserved }), hits: [], reserved, cardFacts: null };
  }
}

function isHidden({ legs }: CallState): boolean {
  return legs.some(({ isContactHidden }) => isContactHidden);
}
