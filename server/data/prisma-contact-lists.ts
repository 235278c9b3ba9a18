import type { ContactFields, NumberFields } from '#domain/contacts/contact-fields.ts';
import { newUuid } from '#platform/new-uuid.ts';
import type { Prisma } from './generated/client.ts';

/** Makes the contact's lists what the fields say; lists that are absent stay. What is unchanged keeps its id. */
export async function saveContactLists(
  tx: Prisma.TransactionClient,
  contactId: string,
  { numbers, emails, tagIds, managerIds }: ContactFields,
): Promise<void> {
  if (numbers) await saveNumbers(tx, contactId, numbers);
  if (emails) await saveEmails(tx, contactId, emails);
  if (tagIds) {
    await tx.contactTag.deleteMany({ where: { contactId, tagId: { notIn: [...tagIds] } } });
    const data = tagIds.map((tagId) => ({ contactId, tagId }));
    await tx.contactTag.createMany({ data, skipDuplicates: true });
  }
  if (managerIds) {
    await tx.contactManager.deleteMany({ where: { contactId, userId: { notIn: [...managerIds] } } });
    const data = managerIds.map((userId) => ({ contactId, userId }));
    await tx.contactManager.createMany({ data, skipDuplicates: true });
  }
}

async function saveNumbers(
  tx: Prisma.TransactionClient,
  contactId: string,
  numbers: readonly NumberFields[],
): Promise<void> {
  const before = await tx.contactNumber.findMany({ where: { contactId } });
  const kept = numbers.map((number) =>
    before.find(({ e164, extension }) => e164 === number.e164 && extension === number.extension),
  );
  const keptIds = kept.flatMap((row) => row?.id ?? []);
  await tx.contactNumber.deleteMany({ where: { contactId, id: { notIn: keptIds } } });
  for (const [position, { e164, extension, received, kind }] of numbers.entries()) {
    const data = { received, kind, position };
    const row = kept[position];
    if (row) await tx.contactNumber.update({ where: { id: row.id }, data });
    else await tx.contactNumber.create({ data: { ...data, id: newUuid(), contactId, e164, extension } });
  }
}

async function saveEmails(
  tx: Prisma.TransactionClient,
  contactId: string,
  emails: readonly string[],
): Promise<void> {
  await tx.contactEmail.deleteMany({ where: { contactId, address: { notIn: [...emails] } } });
  for (const [position, address] of emails.entries()) {
    await tx.contactEmail.upsert({
      where: { contactId_address: { contactId, address } },
      create: { id: newUuid(), contactId, address, position },
      update: { position },
    });
  }
}
