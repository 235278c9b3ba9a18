import { createHash, randomUUID } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import type { Pool } from 'pg';
import { markColumns } from '../access/viewers.ts';

/** Everybody's password in the test company, for signing in and for phones. */
export const PASSWORD = 'test-company-pass-1';

export interface TestUser {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly password: string;
}

export interface Team {
  readonly projectId: string;
  readonly projectName: string;
  /** The number a caller dials to reach this team. */
  readonly dialled: string;
  readonly head: TestUser;
  readonly agents: readonly [TestUser, ...TestUser[]];
  readonly outcomes: readonly { readonly id: string; readonly name: string }[];
}

export interface TeamOptions {
  readonly agents?: number;
  /** Columns of `projects` that differ from the defaults. */
  readonly project?: Readonly<Record<string, unknown>>;
  readonly locale?: 'en' | 'pl' | 'ru';
}

export interface TestContact {
  readonly id: string;
  readonly name: string;
  readonly number: string;
}

export interface ContactOptions {
  readonly firstName: string;
  readonly lastName: string;
  readonly owner: TestUser;
  readonly number?: string;
  readonly tickets?: readonly string[];
}

const SIP_REALM = 'ringdesk';
const FIRST_NAMES = ['Alma', 'Bruno', 'Cora', 'Dario', 'Edda', 'Florian', 'Greta', 'Hugo', 'Ines', 'Jan'];

/** A small company of tests: each asks for a team of its own, so that none disturbs another. */
export class Company {
  readonly #database: Pool;
  readonly #passwordHash: string;
  readonly director: TestUser;
  #teams = 0;
  #numbers = 0;

  /** In an empty database: a director and one trunk to a peer on this machine. */
  static async found(database: Pool, { trunkPort }: { trunkPort: number }): Promise<Company> {
    const company = new Company(database, await hash(PASSWORD));
    await company.#insert('users', {
      ...company.#person(company.director.id, company.director.login, company.director.name),
      role: 'director',
    });
    await company.#insert('trunks', {
      id: randomUUID(),
      name: 'Peer of the tests',
      host: '127.0.0.1',
      port: trunkPort,
      transport: 'udp',
      allowed_sources: ['127.0.0.1/32'],
      is_trusted: true,
      country: 'PL',
      dial_format: 'e164',
      caller_id: '+48225550800',
      channel_limit: 10_000,
    });
    return company;
  }

  private constructor(database: Pool, passwordHash: string) {
    this.#database = database;
    this.#passwordHash = passwordHash;
    this.director = { id: randomUUID(), login: 'director', name: 'Dora Director', password: PASSWORD };
  }

  get directorId(): string {
    return this.director.id;
  }

  /** A project with its own number, a head and agents who answer to the head. */
  async team(options: TeamOptions = {}): Promise<Team> {
    this.#teams += 1;
    const ordinal = this.#teams;
    const projectId = randomUUID();
    const projectName = `Queue ${ordinal}`;
    const dialled = `8${String(ordinal).padStart(3, '0')}`;
    await this.#insert('projects', { id: projectId, name: projectName, ...options.project });
    await this.#insert('project_numbers', { dialled, project_id: projectId });
    const head = await this.#user(
      `head${ordinal}`,
      `Helga Head ${ordinal}`,
      'head',
      this.director.id,
      options,
    );
    const agents = await Promise.all(
      Array.from({ length: options.agents ?? 1 }, async (_, index) => {
        const name = `${FIRST_NAMES[index % FIRST_NAMES.length]} Agent ${ordinal}`;
        const agent = await this.#user(`agent${ordinal}x${index + 1}`, name, 'manager', head.id, options);
        await this.#insert('project_members', { project_id: projectId, user_id: agent.id });
        return agent;
      }),
    );
    const outcomes = await Promise.all(
      ['Solved', 'Call back'].map(async (name, position) => {
        const outcome = { id: randomUUID(), name };
        await this.#insert('outcomes', { ...outcome, project_id: projectId, position });
        return outcome;
      }),
    );
    return { projectId, projectName, dialled, head, agents: agents as [TestUser, ...TestUser[]], outcomes };
  }

  async contact(options: ContactOptions): Promise<TestContact> {
    const id = randomUUID();
    const number = options.number ?? this.unusedNumber();
    await this.#insert('contacts', {
      id,
      first_name: options.firstName,
      last_name: options.lastName,
      owner_id: options.owner.id,
    });
    await this.#insert('contact_managers', { contact_id: id, user_id: options.owner.id });
    await this.#insert('contact_numbers', {
      id: randomUUID(),
      contact_id: id,
      e164: number,
      received: number,
    });
    for (const subject of options.tickets ?? []) {
      await this.#insert('tickets', {
        id: randomUUID(),
        subject,
        contact_id: id,
        owner_id: options.owner.id,
      });
    }
    return { id, name: `${options.firstName} ${options.lastName}`, number };
  }

  /** A Polish mobile number no contact of the test company has. */
  unusedNumber(): string {
    this.#numbers += 1;
    return `+48601${String(200_000 + this.#numbers)}`;
  }

  async #user(
    login: string,
    name: string,
    role: 'head' | 'manager',
    responsibleId: string,
    { locale = 'en' }: TeamOptions,
  ): Promise<TestUser> {
    const id = randomUUID();
    await this.#insert('users', {
      ...this.#person(id, login, name),
      role,
      responsible_id: responsibleId,
      locale,
      ...markColumns(role),
    });
    await this.#insert('agent_states', { user_id: id, status: 'offline', since: new Date(), version: 0 });
    return { id, login, name, password: PASSWORD };
  }

  #person(id: string, login: string, name: string): Record<string, unknown> {
    return {
      id,
      login,
      email: `${login}@test.example`,
      name,
      password_hash: this.#passwordHash,
      sip_ha1: createHash('md5').update(`${login}:${SIP_REALM}:${PASSWORD}`).digest('hex'),
    };
  }

  async #insert(table: string, row: Readonly<Record<string, unknown>>): Promise<void> {
    const columns = Object.keys(row);
    const places = columns.map((_, index) => `$${index + 1}`);
    await this.#database.query(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places.join(', ')})`,
      Object.values(row),
    );
  }
}
