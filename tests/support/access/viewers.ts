import { randomUUID } from 'node:crypto';
import { defaultMarks } from '../../../server/domain/access/policy.ts';
import type { SignedIn } from '../../../server/domain/access/session.ts';
import { type User, viewerOf } from '../../../server/domain/access/user.ts';
import type { Labels, UserRole, Viewer } from '../../../server/domain/access/viewer.ts';

export const NO_LABELS: Labels = { channelId: null, branchId: null, departmentId: null, groupIds: [] };

/** A Manager without limits who answers to nobody, with what new users start with. */
export function aViewer(given: Partial<Viewer> = {}): Viewer {
  const { role = 'manager' } = given;
  return {
    userId: randomUUID(),
    role,
    responsibleId: null,
    labels: NO_LABELS,
    dataAccess: 'team',
    accountRoles: ['customer_manager', 'partner_manager'],
    readableSections: defaultMarks[role].readable,
    changeableSections: defaultMarks[role].changeable,
    isChiefManager: false,
    chosenChannelId: null,
    ...given,
  };
}

export function aUser(given: Partial<User> = {}): User {
  const { userId, chosenChannelId: _, ...rights } = aViewer();
  return {
    ...rights,
    id: userId,
    login: 'ada',
    email: 'ada@example.com',
    name: 'Ada',
    status: 'active',
    extension: null,
    locale: 'en',
    timeZone: 'UTC',
    ...given,
  };
}

/** Columns of `users`: what a user of the role starts with. */
export function markColumns(role: UserRole) {
  const { readable, changeable } = defaultMarks[role];
  return { readable_sections: readable, changeable_sections: changeable };
}

export function signedInAs(user: User): SignedIn {
  const at = new Date();
  return {
    user,
    viewer: viewerOf(user),
    previewedBy: null,
    session: {
      id: randomUUID(),
      userId: user.id,
      csrfToken: 'csrf',
      createdAt: at,
      lastSeenAt: at,
      expiresAt: new Date(at.getTime() + 3_600_000),
      chosenChannelId: null,
    },
  };
}
