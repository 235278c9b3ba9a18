import type { CallState } from '#domain/calls/call-state.ts';
import type { CallFact, NotedFacts } from '#domain/calls/note-facts.ts';
import { isUnavailable } from '#domain/shared/domain-error.ts';
import type { FactWriter } from '../fact-writer.ts';

/** What happens to one call, written beside it. */
export interface CallNotes {
  /** Resolves with the call once it is written; null when it was given up, or there is no such call. */
  note(fact: CallFact): Promise<CallState | null>;
  /** For what only the log is interested in: it waits a moment for what may follow. */
  noteSoon(fact: CallFact): void;
}

type NoteFacts = (noted: NotedFacts) => Promise<CallState | null>;

const SOON_MS = 50;

/** What happens while something is being written is written together next: one way to the database instead of several. */
export function createCallNotes(callId: string, noteFacts: NoteFacts, writer: FactWriter): CallNotes {
  let waiting: CallFact[] = [];
  let next: Promise<CallState | null> | null = null;
  let patience: NodeJS.Timeout | undefined;

  /** Takes what waits when its turn comes, and keeps to it however often it is tried. */
  const writeAll = (): Promise<CallState | null> => {
    clearTimeout(patience);
    let facts: readonly CallFact[] | null = null;
    next ??= writer.write('facts of a call', () => {
      if (facts === null) {
        facts = waiting;
        waiting = [];
        next = null;
      }
      return noteTogether(noteFacts, { callId, facts });
    });
    return next;
  };
  return {
    note: (fact) => {
      waiting.push(fact);
      return writeAll();
    },
    noteSoon: (fact) => {
      waiting.push(fact);
      clearTimeout(patience);
      patience = setTimeout(() => void writeAll(), SOON_MS);
    },
  };
}

/** A fact that is refused does not take along those it is written with; each then stands by itself. */
async function noteTogether(noteFacts: NoteFacts, noted: NotedFacts): Promise<CallState | null> {
  try {
    return await noteFacts(noted);
  } catch (error) {
    if (isUnavailable(error) || noted.facts.length === 1) throw error;
    return noteApart(noteFacts, noted);
  }
}

async function noteApart(noteFacts: NoteFacts, { callId, facts }: NotedFacts): Promise<CallState | null> {
  let call: CallState | null = null;
  const refusals: unknown[] = [];
  for (const fact of facts) {
    try {
      call = await noteFacts({ callId, facts: [fact] });
    } catch (error) {
      if (isUnavailable(error)) throw error;
      refusals.push(error);
    }
  }
  if (refusals.length > 0) throw refusals[0];
  return call;
}
