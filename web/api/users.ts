import { get, send } from './http.ts';
import type { HiddenRecords } from '../../server/http/schemas/structure.ts';
import type {
  CreatedUser,
  Deletion,
  NewUser,
  PhonePassword,
  UserAccess,
  UserCard,
  UserChange,
  UserPage,
  UserSessions,
} from '../../server/http/schemas/users.ts';

export type {
  CreatedUser,
  Deletion,
  NewUser,
  UserAccess,
  UserCard,
  UserChange,
} from '../../server/http/schemas/users.ts';
export type { HiddenRecords } from '../../server/http/schemas/structure.ts';
export type UserRole = UserCard['role'];
export type UserStatus = UserCard['status'];
export type UserPart = UserCard['mayEdit'][number];
export type DataAccess = UserCard['dataAccess'];
export type AccountRole = UserCard['accountRoles'][number];
export type AccountKind = keyof UserCard['sees']['accounts'];
export type Section = UserCard['readableSections'][number];
export type UserSession = UserSessions['items'][number];

export interface UserFilter {
  readonly search: string;
  readonly role: UserRole | null;
  readonly status: UserStatus | null;
}

const ifMatch = (version: number) => ({ 'if-match': `"${version}"` });

export function listUsers(filter: UserFilter, cursor: string | null): Promise<UserPage> {
  return get('/users', { query: { ...filter, cursor, limit: 100 } });
}

/** Page after page, to the end. */
export async function listEveryUser(filter: UserFilter): Promise<UserPage['items']> {
  const found: UserPage['items'][number][] = [];
  let cursor: string | null = null;
  do {
    const page: UserPage = await listUsers(filter, cursor);
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return found;
}

export function getUser(id: string): Promise<UserCard> {
  return get(`/users/${id}`);
}

export function addUser(user: NewUser, key: string): Promise<CreatedUser> {
  return send('POST', '/users', { body: user, headers: { 'idempotency-key': key } });
}

export function changeProfile(id: string, version: number, change: UserChange): Promise<UserCard> {
  return send('PATCH', `/users/${id}`, { body: change, headers: ifMatch(version) });
}

export function setAccess(id: string, version: number, access: UserAccess): Promise<UserCard> {
  return send('PUT', `/users/${id}/access`, { body: access, headers: ifMatch(version) });
}

export function setStatus(id: string, status: UserStatus): Promise<UserCard> {
  return send('PUT', `/users/${id}/status`, { body: { status } });
}

export function invite(id: string): Promise<unknown> {
  return send('POST', `/users/${id}/invitation`, { body: {} });
}

/** The present one is told nobody; the new one, this once. */
export function renewPhonePassword(id: string): Promise<PhonePassword> {
  return send('POST', `/users/${id}/phone-password`);
}

export function getDeletion(id: string): Promise<Deletion> {
  return get(`/users/${id}/deletion`);
}

export function deleteUser(id: string): Promise<unknown> {
  return send('DELETE', `/users/${id}`);
}

export function handOverDirector(userId: string, password: string): Promise<unknown> {
  return send('POST', '/director-handover', { body: { userId, password } });
}

export function listSessions(id: string): Promise<UserSessions> {
  return get(`/users/${id}/sessions`);
}

/** One session, or (null) all of the user's. */
export function endSessions(id: string, sessionId: string | null): Promise<unknown> {
  return send('DELETE', `/users/${id}/sessions${sessionId === null ? '' : `/${sessionId}`}`);
}

export function countHidden(id: string): Promise<HiddenRecords> {
  return get(`/users/${id}/restore-visibility`);
}

export function restoreVisibility(id: string, expectedCount: number): Promise<unknown> {
  return send('POST', `/users/${id}/restore-visibility`, { body: { expectedCount } });
}
