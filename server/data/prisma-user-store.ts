import type { User } from '#domain/access/user.ts';
import type { UserStore } from '#domain/access/user-store.ts';
import type { Prisma } from './generated/client.ts';
import type { PrismaClient } from './prisma-client.ts';

const shown = {
  id: true,
  login: true,
  email: true,
  name: true,
  role: true,
  status: true,
  responsibleId: true,
  extension: true,
  locale: true,
  timeZone: true,
  channelId: true,
  branchId: true,
  departmentId: true,
  groupIds: true,
  dataAccess: true,
  accountRoles: true,
  readableSections: true,
  changeableSections: true,
  isChiefManager: true,
} as const;

type Shown = Prisma.UserGetPayload<{ select: typeof shown }>;

function asUser({ channelId, branchId, departmentId, groupIds, ...user }: Shown): User {
  return { ...user, labels: { channelId, branchId, departmentId, groupIds } };
}

export function createPrismaUserStore(prisma: PrismaClient): UserStore {
  return {
    changeSettings: async (userId, settings) =>
      asUser(await prisma.user.update({ where: { id: userId }, data: settings, select: shown })),
  };
}
