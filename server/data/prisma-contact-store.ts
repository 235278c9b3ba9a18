import type { E164 } from '#domain/callers/phone-number.ts';
import type { Reachable } from '#domain/access/reach.ts';
import type { Labels } from '#domain/access/viewer.ts';
import type { ContactView, Named } from '#domain/contacts/contact.ts';
import type { ContactFields } from '#domain/contacts/contact-fields.ts';
import type { ContactStore } from '#domain/contacts/contact-store.ts';
import type { Prisma } from './generated/client.ts';
import type { PrismaClient } from './prisma-client.ts';
import { saveContactLists } from './prisma-contact-lists.ts';

const named = { select: { id: true, name: true } } as const;
const byPosition = { orderBy: { position: 'asc' } } as const;

const labelColumns = { channelId: true, branchId: true, departmentId: true, groupIds: true } as const;

const whole = {
  organization: named,
  stage: { select: { id: true, name: true, colour: true } },
  source: named,
  owner: named,
  channel: named,
  branch: named,
  department: named,
  managers: { select: { user: named }, orderBy: { user: { name: 'asc' } } },
  tags: { select: { tag: named }, orderBy: { tag: { name: 'asc' } } },
  numbers: byPosition,
  emails: byPosition,
} as const satisfies Prisma.ContactInclude;

const USUAL_COUNTRY = 'PL';

export function createPrismaContactStore(prisma: PrismaClient): ContactStore {
  return {
    async find(contactId) {
      const row = await prisma.contact.findUnique({ where: { id: contactId }, include: whole });
      if (!row) return null;
      const groups = await groupsOf(prisma, row.groupIds);
      return { contact: viewOf(row, groups), reachable: reachableOf(row) };
    },
    insert: ({ id, ownerId, fields, at }) =>
      prisma.$transaction(async (tx) => {
        const labels = await tx.user.findUniqueOrThrow({ where: { id: ownerId }, select: labelColumns });
        const data = { ...columnsOf(fields), ...labels, id, ownerId, createdAt: at, updatedAt: at };
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
    async organization(organizationId) {
      const row = await prisma.organization.findUnique({
        where: { id: organizationId },
        select: { ownerId: true, kind: true, ...labelColumns },
      });
      return row && { ownerId: row.ownerId, managerIds: [], accountKind: row.kind, labels: labelsOf(row) };
    },
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
    prisma.user.findMany({
      where: { id: { in: users }, status: { in: ['active', 'ip_restricted'] } },
      select: { id: true },
    }),
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

type WholeRow = Prisma.ContactGetPayload<{ include: typeof whole }>;

function reachableOf(row: WholeRow): Reachable {
  const { ownerId, accountKind, managers } = row;
  return { ownerId, managerIds: managers.map(({ user }) => user.id), accountKind, labels: labelsOf(row) };
}

function labelsOf({ channelId, branchId, departmentId, groupIds }: Labels): Labels {
  return { channelId, branchId, departmentId, groupIds };
}

/** A contact names its groups in an array. */
async function groupsOf(prisma: PrismaClient, groupIds: readonly string[]): Promise<readonly Named[]> {
  if (groupIds.length === 0) return [];
  return prisma.userGroup.findMany({
    where: { id: { in: [...groupIds] } },
    ...named,
    orderBy: { name: 'asc' },
  });
}

function viewOf(row: WholeRow, groups: readonly Named[]): ContactView {
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
    channel: row.channel,
    branch: row.branch,
    department: row.department,
    groups,
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
