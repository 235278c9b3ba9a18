import { createHash, randomInt } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { defaultAccountRoles, defaultMarks } from '#domain/access/policy.ts';
import type { AccountRole } from '#domain/access/viewer.ts';
import { SIP_REALM } from '#domain/registrations/sip-account-store.ts';
import { idOf } from './deterministic.ts';
import type { Row } from './insert-rows.ts';

interface DemoUser {
  readonly login: string;
  readonly name: string;
  readonly role: 'director' | 'head' | 'manager';
  readonly answersTo: string | null;
  readonly extension: string;
  readonly locale: 'en' | 'pl' | 'ru';
  readonly status?: 'inactive' | 'dismissed';
  readonly accountRoles?: readonly AccountRole[];
}

export const DEMO_USERS: readonly DemoUser[] = [
  {
    login: 'dorota',
    name: 'Dorota Dymna',
    role: 'director',
    answersTo: null,
    extension: '200',
    locale: 'en',
  },
  {
    login: 'henryk',
    name: 'Henryk Halny',
    role: 'head',
    answersTo: 'dorota',
    extension: '210',
    locale: 'pl',
  },
  { login: 'irina', name: 'Ирина Исаева', role: 'head', answersTo: 'dorota', extension: '220', locale: 'ru' },
  {
    login: 'anna',
    name: 'Anna Adamska',
    role: 'manager',
    answersTo: 'henryk',
    extension: '201',
    locale: 'en',
  },
  {
    login: 'boris',
    name: 'Борис Белов',
    role: 'manager',
    answersTo: 'henryk',
    extension: '202',
    locale: 'ru',
  },
  {
    login: 'celina',
    name: 'Celina Cicha',
    role: 'manager',
    answersTo: 'henryk',
    extension: '203',
    locale: 'pl',
  },
  {
    login: 'dennis',
    name: 'Dennis Doyle',
    role: 'manager',
    answersTo: 'irina',
    extension: '204',
    locale: 'en',
  },
  {
    login: 'elena',
    name: 'Елена Ежова',
    role: 'manager',
    answersTo: 'irina',
    extension: '205',
    locale: 'ru',
  },
  {
    login: 'filip',
    name: 'Filip Ferenc',
    role: 'manager',
    answersTo: 'irina',
    extension: '206',
    locale: 'pl',
    status: 'inactive',
  },
  {
    login: 'gustaw',
    name: 'Gustaw Gniewny',
    role: 'manager',
    answersTo: 'henryk',
    extension: '207',
    locale: 'pl',
    status: 'dismissed',
  },
  {
    login: 'katarzyna',
    name: 'Katarzyna Król',
    role: 'manager',
    answersTo: 'dorota',
    extension: '208',
    locale: 'pl',
  },
  {
    login: 'liam',
    name: 'Liam Lowe',
    role: 'manager',
    answersTo: 'irina',
    extension: '209',
    locale: 'en',
    // looks at every account, and changes none (A20)
    accountRoles: ['customer_reader', 'partner_reader'],
  },
];

export interface Credentials {
  readonly password: string;
  readonly sipPassword: string;
}

export const emailOf = (login: string): string => `${login}@ringdesk.example`;
export const userId = (login: string): string => idOf('user', login);

/** New passwords for everybody, or the given one for all of them. */
export function makeCredentials(fixed: string | undefined): ReadonlyMap<string, Credentials> {
  return new Map(
    DEMO_USERS.map(({ login }) => [
      login,
      { password: fixed ?? readablePassword(), sipPassword: fixed ?? readablePassword() },
    ]),
  );
}

export async function userRows(credentials: ReadonlyMap<string, Credentials>, now: Date): Promise<Row[]> {
  return Promise.all(
    DEMO_USERS.map(async ({ login, name, role, answersTo, extension, locale, status, accountRoles }) => {
      const { password, sipPassword } = credentials.get(login)!;
      return {
        id: userId(login),
        login,
        email: emailOf(login),
        name,
        password_hash: await hash(password), // argon2id is the library's default
        role,
        status: status ?? 'active',
        responsible_id: answersTo && userId(answersTo),
        extension,
        locale,
        time_zone: 'Europe/Warsaw',
        sip_ha1: createHash('md5').update(`${login}:${SIP_REALM}:${sipPassword}`).digest('hex'),
        account_roles: accountRoles ?? defaultAccountRoles,
        readable_sections: defaultMarks[role].readable,
        changeable_sections: defaultMarks[role].changeable,
        created_at: now,
      };
    }),
  );
}

export function agentStateRows(now: Date): Row[] {
  return DEMO_USERS.filter(({ status }) => !status).map(({ login }) => ({
    user_id: userId(login),
    // one is there from the start, so that the first test call finds somebody
    status: login === 'anna' ? 'available' : 'offline',
    since: now,
    version: 0,
  }));
}

/** Easy to type from a screen, some 62 bits: 'kotamu-52-reviso-17'. */
function readablePassword(): string {
  const letter = (from: string): string => from[randomInt(from.length)]!;
  const word = (): string =>
    Array.from({ length: 3 }, () => letter('bdfgklmnprstvz') + letter('aeiou')).join('');
  return [word(), randomInt(10, 100), word(), randomInt(10, 100), word()].join('-');
}
