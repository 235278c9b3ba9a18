import type { NoteStore } from '#domain/contacts/note-store.ts';
import type { PrismaClient } from './prisma-client.ts';

export function createPrismaNoteStore(prisma: PrismaClient): NoteStore {
  return {
    insert: ({ id, entryId, contactId, authorId, text, at, mentions }) =>
      prisma.$transaction(async (tx) => {
        const note = await tx.note.create({
          data: { id, contactId, authorId, text, createdAt: at },
          select: { author: { select: { name: true } } },
        });
        await tx.timelineEntry.create({
          data: { id: entryId, contactId, kind: 'note', occurredAt: at, actorId: authorId, noteId: id },
        });
        await tx.numberMention.createMany({
          data: mentions.map((mention) => ({ ...mention, contactId, noteId: id })),
        });
        await tx.contact.updateMany({
          where: { id: contactId, OR: [{ lastActivityAt: null }, { lastActivityAt: { lt: at } }] },
          data: { lastActivityAt: at },
        });
        return { authorName: note.author.name };
      }),
  };
}
