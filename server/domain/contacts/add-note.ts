import type { Viewer } from '../access/viewer.ts';
import type { ContactDeps } from './contact-deps.ts';
import { findMentions } from './find-mentions.ts';
import type { NoteItem } from './timeline.ts';
import { changeableContact } from './visible-contact.ts';

export interface AddNote {
  readonly viewer: Viewer;
  readonly contactId: string;
  readonly text: string;
}

/** A note on the contact's timeline, seen at once by all who look at it. Throws not_found, forbidden. */
export function addNote(deps: ContactDeps) {
  return async ({ viewer, contactId, text }: AddNote): Promise<NoteItem> => {
    await changeableContact(deps, viewer, contactId);
    const mentions = findMentions(text, await deps.contacts.country());
    const at = deps.clock.now();
    const note = { id: deps.newId(), entryId: deps.newId(), contactId, authorId: viewer.userId, text, at };
    const { authorName } = await deps.notes.insert({
      ...note,
      mentions: mentions.map((e164) => ({ id: deps.newId(), e164 })),
    });
    const item: NoteItem = {
      kind: 'note',
      id: note.entryId,
      noteId: note.id,
      occurredAt: at.toISOString(),
      actorName: authorName,
      text,
    };
    deps.publisher.toContactWatchers(contactId, 'timeline:changed', { contactId, item });
    return item;
  };
}
