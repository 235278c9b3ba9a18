import type { Reach } from '#domain/access/contact-reach.ts';
import type { Prisma } from './generated/client.ts';

/** The reach as Prisma's condition on `Contact`. */
export function contactReachWhere(reach: Reach): Prisma.ContactWhereInput {
  if (reach.kind === 'all') return {};
  return {
    OR: [{ ownerId: { in: [...reach.userIds] } }, { managers: { some: { userId: reach.managerId } } }],
  };
}
