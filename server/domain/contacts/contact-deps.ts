import type { Deps } from '../shared/deps.ts';
import type { ContactListStore } from './contact-list-store.ts';
import type { ContactStore } from './contact-store.ts';
import type { DictionaryStore } from './dictionary-store.ts';
import type { NoteStore } from './note-store.ts';
import type { TimelinePages } from './timeline-pages.ts';

/** What the use cases of contacts need from outside. */
export interface ContactDeps extends Deps {
  readonly contacts: ContactStore;
  readonly contactLists: ContactListStore;
  readonly dictionaries: DictionaryStore;
  readonly notes: NoteStore;
  readonly timelinePages: TimelinePages;
}
