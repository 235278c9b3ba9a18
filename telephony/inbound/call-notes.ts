import type { CallState } from '#domain/calls/call-state.ts';
import type { CallFact, NotedFacts } from '#domain/calls/note-facts.ts';
import type { FactWriter } from '../fact-writer.ts';

/** What happens to one call, written beside it. */
export interface CallNotes {
  /** Resolves with the call once it is written; null when it was given up, or there is no such call. */
  note(fact: CallFact): Promise<CallState | null>;
  /** For what only the log is interested in: it waits a moment for what may follow. */
  noteSoon(fact: CallFact): void;
}

const SOON_MS = 50;

/** What happens while something is being written is written together next: one way to the database instead of several. */
export function createCallNotes(
  callId: string,
  noteFacts: (noted: NotedFacts) => Promise<CallState | null>,
  writer: FactWriter,
): CallNotes {
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
      return noteFacts({ callId, facts });
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
