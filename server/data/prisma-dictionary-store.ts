import type { UserStatus } from '#domain/access/user-status.ts';
import type { Named } from '#domain/contacts/contact.ts';
import type { DictionaryStore } from '#domain/contacts/dictionary-store.ts';
import type { PrismaClient } from './prisma-client.ts';

const named = { id: true, name: true } as const;
const byName = { orderBy: { name: 'asc' } } as const;
/** To whom anything new may be given. */
const working: readonly UserStatus[] = ['active', 'ip_restricted'];
const nameOf = ({ id, name }: Named): Named => ({ id, name });
const byPosition = { orderBy: { position: 'asc' } } as const;

export function createPrismaDictionaryStore(prisma: PrismaClient): DictionaryStore {
  return {
    async read(pickers) {
      const picked = pickers === 'any' ? {} : { id: { in: [...pickers] } };
      const [stages, sources, tags, projects, channels, installation, people] = await Promise.all([
        prisma.stage.findMany({ select: { ...named, colour: true }, ...byPosition }),
        prisma.source.findMany({ select: named, ...byName }),
        prisma.tag.findMany({ select: named, ...byName }),
        prisma.project.findMany({
          select: {
            ...named,
            timeZone: true,
            meetingModes: true,
            outcomes: { select: named, ...byPosition },
            members: { select: { userId: true } },
          },
          ...byName,
        }),
        prisma.salesChannel.findMany({ select: named, ...byName }),
        prisma.installationSettings.findUnique({ where: { id: 1 }, select: { areChannelsOn: true } }),
        prisma.user.findMany({
          where: { deletedAt: null, ...picked },
          select: { ...named, status: true },
          ...byName,
        }),
      ]);
      const users = people.filter(({ status }) => working.includes(status)).map(nameOf);
      const choosable = new Set(users.map(({ id }) => id));
      return {
        stages,
        sources,
        tags,
        projects: projects.map(({ meetingModes, members, ...project }) => ({
          ...project,
          modes: meetingModes,
          memberIds: members.map(({ userId }) => userId).filter((id) => choosable.has(id)),
        })),
        channels: installation?.areChannelsOn === true ? channels : [],
        users,
        owners: people.map(nameOf),
      };
    },
  };
}
