import { randomUUID } from 'node:crypto';
import type { UserRecord } from '../../../server/domain/users/user-record.ts';
import { aUser } from './viewers.ts';

/** A Manager at work, as administration knows one. */
export function aRecord(given: Partial<UserRecord> = {}): UserRecord {
  return {
    ...aUser({ id: randomUUID() }),
    phone: null,
    responsible: null,
    channel: null,
    branch: null,
    department: null,
    groups: [],
    lastLoginAt: null,
    lastAddress: null,
    isActivated: true,
    version: 1,
    ...given,
  };
}
