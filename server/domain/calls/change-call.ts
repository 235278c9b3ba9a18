import { announceMeeting } from '../meetings/announce-meeting.ts';
import { beginMeeting } from '../meetings/begin-meeting.ts';
import { hintAt } from '../meetings/hint-at.ts';
import type { Meeting } from '../meetings/meeting.ts';
import { settleAttempt } from '../meetings/settle-attempt.ts';
import type { Stores } from '../shared/database.ts';
import { DomainError } from '../shared/domain-error.ts';
import type { CallDeps } from './call-deps.ts';
import type { CallState } from './call-state.ts';
import type { NewWrapUp } from './call-store.ts';
import { publishCallChange } from './publish-call-change.ts';

/** More than this many colleagues at one call at once is a bug. */
const ATTEMPTS = 12;

/** The state that follows, or null where there is nothing to change. */
export type CallRule = (call: CallState) => CallState | null;

export interface CallChange {
  readonly before: CallState;
  /** Null: no rule had anything to change. */
  readonly after: CallState | null;
}

/**
 * Reads the call, lets the rules decide one after another, writes what follows from all of them unless somebody else was
 * quicker, in which case they decide anew; publishes what was written, step by step. Null when there is no such call.
 */
export async function changeCall(
  deps: CallDeps,
  callId: string,
  at: Date,
  ...rules: readonly CallRule[]
): Promise<CallChange | null> {
  const { read, recentCalls } = deps.database;
  const known = recentCalls.get(callId);
  let guess = known;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const isGuess = guess !== undefined;
    const before = guess ?? (await read.calls.load(callId, at)) ?? (await writeAnew(deps, known, at));
    guess = undefined;
    if (before === null) return null;
    const steps = stepsOf(before, rules);
    const after = steps.at(-1) ?? null;
    if (after === null && isGuess) continue;
    if (after === null) return { before, after };
    const written = await write(deps, before, after, at);
    if (written === null) {
      recentCalls.forget(callId);
      continue;
    }
    recentCalls.put(after);
    for (const [index, step] of steps.entries()) {
      await publishCallChange(deps, steps[index - 1] ?? before, step, at);
    }
    if (written.meeting !== null) await tellOfMeeting(deps, written.meeting, after, at);
    return { before, after };
  }
  throw new DomainError('conflict', 'the call was changed by others each time');
}

function stepsOf(call: CallState, rules: readonly CallRule[]): readonly CallState[] {
  const steps: CallState[] = [];
  for (const rule of rules) {
    const next = rule(steps.at(-1) ?? call);
    if (next !== null) steps.push(next);
  }
  return steps;
}

/** A database that died has forgotten a call this process holds: its last commits were not on disk yet. */
async function writeAnew(
  { database }: CallDeps,
  known: CallState | undefined,
  at: Date,
): Promise<CallState | null> {
  if (known === undefined) return null;
  await database.transaction(async (stores) => {
    for (const { userId } of known.agents) await stores.agents.reserveOne(userId, known.id, at, null);
    await stores.calls.insert({ state: known, hits: [] });
  });
  return database.read.calls.load(known.id, at);
}

async function write(
  { database }: CallDeps,
  before: CallState,
  after: CallState,
  at: Date,
): Promise<{ readonly meeting: Meeting | null } | null> {
  const wrapUp = wrapUpOf(before, after, at);
  if (!concernsMeeting(before, after)) {
    return (await database.read.calls.save(before, after, wrapUp)) ? { meeting: null } : null;
  }
  return database.transaction(async (stores) => {
    if (!(await stores.calls.save(before, after, wrapUp))) return null;
    return { meeting: await moveMeeting(stores, after, at) };
  });
}

function concernsMeeting(before: CallState, after: CallState): boolean {
  return after.meetingId !== null && before.status !== after.status && isOfNote(after);
}

function isOfNote({ status }: CallState): boolean {
  return status === 'answered' || status === 'ended';
}

function moveMeeting(stores: Stores, call: CallState, at: Date): Promise<Meeting | null> {
  if (call.result === null) return beginMeeting(stores, { callId: call.id });
  return settleAttempt(stores, { callId: call.id, at, result: call.result });
}

async function tellOfMeeting(deps: CallDeps, meeting: Meeting, call: CallState, at: Date): Promise<void> {
  hintAt(deps.hints, meeting);
  await announceMeeting(deps, meeting, at, [call.agentId]);
}

/** Who was on the call and now writes it up; whose it is, if that user was deleted meanwhile (A7). */
function wrapUpOf(before: CallState, after: CallState, at: Date): NewWrapUp | null {
  if (before.status === 'ended' || after.status !== 'ended') return null;
  const agent = after.agents.find(({ callId, status }) => callId === after.id && status === 'wrap_up');
  return agent === undefined
    ? null
    : { callId: after.id, userId: after.agentId ?? agent.userId, startedAt: at };
}
