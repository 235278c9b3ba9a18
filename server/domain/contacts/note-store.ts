import type { E164 } from '../callers/phone-number.ts';

export interface NewNote {
  readonly id: string;
  readonly entryId: string;
  readonly contactId: string;
  readonly authorId: string;
  readonly text: string;
  readonly at: Date;
  /** Numbers in the text: a caller with one of them is 'maybe' this contact (T12). */
  readonly mentions: readonly { readonly id: string; readonly e164: E164 }[];
}

export interface NoteStore {
  /** The note, its place on the timeline and its numbers, all or nothing. Answers the author's name. */
  insert(note: NewNote): Promise<{ readonly authorName: string }>;
}
