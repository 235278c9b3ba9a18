import type { E164 } from '#domain/callers/phone-number.ts';
import type { ContactView } from '#domain/contacts/contact.ts';
import type { ContactFields } from '#domain/contacts/contact-fields.ts';
import type { ContactStore } from '#domain/contacts/contact-store.ts';
import { contactReachWhere } from './contact-reach-where.ts';
import type { Prisma } from './generated/client.ts';
import type { PrismaClient } from './prisma-client.ts';
import { saveContactLists } from './prisma-contact-lists.ts';

const named = { select: { id: true, name: true } } as const;
const byPosition = { orderBy: { position: 'asc' } } as const;

const whole = {
  organization: named,
  stage: { select: { id: true, name: true, colour: true } },
  source: named,
  owner: named,
  managers: { select: { user: named }, orderBy: { user: { name: 'asc' } } },
  tags: { select: { tag: named }, orderBy: { tag: { name: 'asc' } } },
  numbers: byPosition,
  emails: byPosition,
} as const satisfies Prisma.ContactInclude;

const USUAL_COUNTRY = 'PL';

export function createPrismaContactStore(prisma: PrismaClient): ContactStore {
  return {
    async find(contactId, reach) {
      const row = await prisma.contact.findFirst({
        where: { AND: [{ id: contactId }, contactReachWhere(reach)] },
        include: whole,
      });
      return row && viewOf(row);
    },
    async idsInReach(contactIds, reach) {
      const rows = await prisma.contact.findMany({
        where: { AND: [{ id: { in: [...contactIds] } }, contactReachWhere(reach)] },
        select: { id: true },
      });
      return rows.map(({ id }) => id);
    },
    insert: ({ id, ownerId, fields, at }) =>
      prisma.$transaction(async (tx) => {
        const data = { ...columnsOf(fields), id, ownerId, createdAt: at, updatedAt: at };
        const { count } = await tx.contact.createMany({ data: [data], skipDuplicates: true });
        if (count === 0) return false;
        await saveContactLists(tx, id, fields);
        return true;
      }),
    change: (contactId, version, fields, at) =>
      prisma.$transaction(async (tx) => {
        const { count } = await tx.contact.updateMany({
          where: { id: contactId, version },
          data: { ...columnsOf(fields), version: { increment: 1 }, updatedAt: at },
        });
        if (count === 0) return false;
        await saveContactLists(tx, contactId, fields);
        return true;
      }),
    danglingFields: (fields) => danglingFields(prisma, fields),
    async country() {
      const trunk = await prisma.trunk.findFirst({
        where: { isEnabled: true },
        orderBy: [{ position: 'asc' }, { id: 'asc' }],
        select: { country: true },
      });
      return trunk?.country ?? USUAL_COUNTRY;
    },
  };
}

/** The lists are saved beside (prisma-contact-lists.ts); Prisma leaves columns that are undefined as they are. */
function columnsOf(fields: ContactFields) {
  const { firstName, lastName, position, language, organizationId, stageId, sourceId, ownerId, isSpam } =
    fields;
  const columns = {
    firstName,
    lastName,
    position,
    language,
    organizationId,
    stageId,
    sourceId,
    ownerId,
    isSpam,
  };
  const given = Object.entries(columns).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Partial<Prisma.ContactCreateManyInput>;
}

async function danglingFields(prisma: PrismaClient, fields: ContactFields): Promise<readonly string[]> {
  const { organizationId, stageId, sourceId, ownerId, tagIds = [], managerIds = [] } = fields;
  const users = [...managerIds, ...(ownerId === undefined ? [] : [ownerId])];
  const [organization, stage, source, knownUsers, knownTags] = await Promise.all([
    organizationId && prisma.organization.count({ where: { id: organizationId } }),
    stageId && prisma.stage.count({ where: { id: stageId } }),
    sourceId && prisma.source.count({ where: { id: sourceId } }),
    prisma.user.findMany({ where: { id: { in: users }, status: 'active' }, select: { id: true } }),
    prisma.tag.findMany({ where: { id: { in: [...tagIds] } }, select: { id: true } }),
  ]);
  const isKnown = (rows: readonly { id: string }[], id: string) => rows.some((row) => row.id === id);
  return [
    ...(organization === 0 ? ['organizationId'] : []),
    ...(stage === 0 ? ['stageId'] : []),
    ...(source === 0 ? ['sourceId'] : []),
    ...(ownerId !== undefined && !isKnown(knownUsers, ownerId) ? ['ownerId'] : []),
    ...managerIds.flatMap((id, index) => (isKnown(knownUsers, id) ? [] : [`managerIds.${index}`])),
    ...tagIds.flatMap((id, index) => (isKnown(knownTags, id) ? [] : [`tagIds.${index}`])),
  ];
}

function viewOf(row: Prisma.ContactGetPayload<{ include: typeof whole }>): ContactView {
  return {
    id: row.id,
    firstName: row.firstName,
    lastName: row.lastName,
    name: row.fullName,
    position: row.position,
    language: row.language,
    organization: row.organization,
    stage: row.stage,
    source: row.source,
    owner: row.owner,
    managers: row.managers.map(({ user }) => user),
    tags: row.tags.map(({ tag }) => tag),
    numbers: row.numbers.map(({ id, e164, extension, received, kind }) => ({
      id,
      e164: e164 as E164,
      extension,
      received,
      kind,
    })),
    emails: row.emails.map(({ id, address }) => ({ id, address })),
    isSpam: row.isSpam,
    lastActivityAt: row.lastActivityAt?.toISOString() ?? null,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
