import type { MeetingMode } from '../meetings/meeting.ts';
import type { Named, StageName } from './contact.ts';

export interface ProjectChoice extends Named {
  readonly timeZone: string;
  readonly modes: readonly MeetingMode[];
  readonly outcomes: readonly Named[];
  /** Those of `users` who work for it. */
  readonly memberIds: readonly string[];
}

/** The short lists that forms choose from. */
export interface Dictionaries {
  readonly stages: readonly StageName[];
  readonly sources: readonly Named[];
  readonly tags: readonly Named[];
  readonly projects: readonly ProjectChoice[];
  /** What lists can be narrowed to (A17); none while channels are off (A16). */
  readonly channels: readonly Named[];
  /** Colleagues who can be given something. */
  readonly users: readonly Named[];
  /** Whose records there may be in reach, also of those who work no more: what lists can be narrowed to. */
  readonly owners: readonly Named[];
}

export interface DictionaryStore {
  /** `pickers`: who of the users is named, as one to be given something or as an owner. */
  read(pickers: 'any' | readonly string[]): Promise<Dictionaries>;
}
