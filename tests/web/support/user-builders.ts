import type { SignedInUser } from '../../../web/api/session.ts';
import type { UserCard } from '../../../web/api/users.ts';
import type { Rights } from '../../../web/features/access/may-enter.ts';

export function rights(over: Partial<Rights> = {}): Rights {
  return {
    role: 'manager',
    isChiefManager: false,
    readableSections: [],
    changeableSections: [],
    ...over,
  };
}

export function signedInUser(over: Partial<SignedInUser> = {}): SignedInUser {
  const marks = ['contacts', 'calls', 'meetings'] as const;
  return {
    ...{ id: 'anna', login: 'anna', email: 'anna@example.com', name: 'Anna Nowak', extension: '11' },
    ...rights({ readableSections: marks, changeableSections: marks }),
    ...{ locale: 'en', timeZone: 'Europe/Warsaw' },
    ...over,
  };
}

export function userCard(over: Partial<UserCard> = {}): UserCard {
  return {
    id: 'anna',
    login: 'anna',
    name: 'Anna Nowak',
    email: 'anna@example.com',
    phone: null,
    extension: '11',
    role: 'manager',
    status: 'active',
    responsible: { id: 'helga', name: 'Helga Kowalska' },
    lastLoginAt: null,
    lastAddress: null,
    channel: null,
    branch: null,
    department: null,
    groups: [],
    dataAccess: 'team',
    accountRoles: ['customer_manager', 'partner_manager'],
    readableSections: ['contacts', 'calls', 'meetings'],
    changeableSections: ['contacts', 'calls', 'meetings'],
    isChiefManager: false,
    mayEdit: ['profile', 'phone_password', 'access'],
    nextStatuses: ['active', 'inactive', 'ip_restricted', 'dismissed'],
    sees: {
      kind: 'team',
      colleagues: { count: 2, names: ['Boris', 'Celina'] },
      limits: { channel: null, branch: null, department: null, groups: [] },
      accounts: {
        customer: { read: 'reach', change: 'reach' },
        partner: { read: 'reach', change: 'reach' },
      },
      sections: {
        readable: ['contacts', 'calls', 'meetings'],
        changeable: ['contacts', 'calls', 'meetings'],
      },
    },
    version: 1,
    ...over,
  };
}
