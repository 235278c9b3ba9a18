import type { User } from '../../../server/domain/access/user.ts';
import { newToken } from '../../../server/domain/access/session.ts';
import type { NewSession } from '../../../server/domain/access/session-store.ts';
import type { AuditEntry } from '../../../server/domain/audit/audit-entry.ts';
import type { SignInAnswer } from '../../../server/domain/identity/after-first-step.ts';
import type { FactorStore } from '../../../server/domain/identity/factor-store.ts';
import type { IdentityDeps } from '../../../server/domain/identity/identity-deps.ts';
import type { LinkedIdentity } from '../../../server/domain/identity/open-id-identity-store.ts';
import type { OpenIdPerson } from '../../../server/domain/identity/open-id-provider.ts';
import type { Passkey } from '../../../server/domain/identity/passkey.ts';
import { recoveryCodeHash } from '../../../server/domain/identity/recovery-codes.ts';
import { signIn } from '../../../server/domain/identity/sign-in.ts';
import type { TicketFacts, TicketKind, Tickets } from '../../../server/domain/identity/tickets.ts';
import type { Database, Stores } from '../../../server/domain/shared/database.ts';

/** Everybody's password is 'right'; the app's code of the present step is `code()`; passkeys answer with `{ id, counter }`. */
export class IdentityWorld {
  readonly users: User[];
  readonly opened: NewSession[] = [];
  readonly audit: AuditEntry[] = [];
  /** What was compared with a password. */
  readonly verified: string[] = [];
  readonly tries = new Map<string, number>();
  readonly announced: string[] = [];
  triesAllowed = 10;
  passwordHash = 'hash of right';
  /** What others do while a password is compared, or a second factor was just taken. */
  meanwhile: (() => void | Promise<void>) | null = null;
  /** Where `ip_restricted` users may come from. */
  ranges: string[] = [];
  now = new Date('2026-11-21T10:00:00Z');
  totp: { sealed: string; confirmedAt: Date | null; lastStep: number } | null = null;
  recoveryCodes: string[] = [];
  passkeys: Passkey[] = [];
  identities = new Map<string, string>();
  person: OpenIdPerson | 'cancelled' = 'cancelled';
  readonly #tickets = new Map<string, { facts: unknown; until: Date }>();
  #ids = 0;

  constructor(...users: User[]) {
    this.users = users;
  }

  readonly code = (): string => `code of step ${this.#step()}`;

  withApp(): this {
    this.totp = { sealed: `totp secret of ${this.users[0]!.id}: secret`, confirmedAt: this.now, lastStep: 0 };
    return this;
  }

  withPasskey(id: string, counter = 0): this {
    this.passkeys.push({
      id,
      userId: this.users[0]!.id,
      name: id,
      publicKey: new Uint8Array(),
      counter,
      transports: [],
      createdAt: this.now,
      lastUsedAt: null,
    });
    return this;
  }

  withRecoveryCode(code: string): this {
    this.recoveryCodes.push(recoveryCodeHash(code));
    return this;
  }

  readonly deps: IdentityDeps = {
    database: this.#database(),
    clock: { now: () => this.now },
    newId: () => `id-${(this.#ids += 1)}`,
    passwords: {
      hash: async (password) => `hash of ${password}`,
      verify: async (hash, password) => {
        this.verified.push(hash);
        await this.#others();
        return hash === `hash of ${password}`;
      },
    },
    limiter: {
      mayTry: async (login) => {
        const tries = (this.tries.get(login) ?? 0) + 1;
        this.tries.set(login, tries);
        return tries <= this.triesAllowed;
      },
      mayTryFrom: async (address) => this.deps.limiter.mayTry(`from ${address}`, address),
      mayTryAt: async (userId, address) => this.deps.limiter.mayTry(`user ${userId}`, address),
      succeeded: async (login, _address, userId = null) => {
        this.tries.delete(login);
        this.tries.delete(`user ${userId}`);
      },
    },
    tickets: this.#ticketStore(),
    totpCodes: {
      newSecret: () => 'secret',
      uriOf: (secret, login) => `otpauth://${login}/${secret}`,
      stepOf: (_secret, code) => (code === this.code() ? this.#step() : null),
    },
    passkeys: {
      origin: 'https://desk.example',
      beginRegistration: async () => ({ challenge: 'a challenge', options: {} }),
      finishRegistration: async (_challenge, { id }) => ({
        id,
        publicKey: new Uint8Array(),
        counter: 0,
        transports: [],
      }),
      beginSignIn: async () => ({ challenge: 'a challenge', options: {} }),
      finishSignIn: async (_challenge, { response }) => Number(response['counter'] ?? 0),
    },
    openId: {
      name: 'Elsewhere',
      begin: async () => ({
        address: 'https://elsewhere',
        request: { state: 's', nonce: 'n', codeVerifier: 'v' },
      }),
      finish: async () => this.person,
    },
    seals: {
      seal: (purpose, text) => `${purpose}: ${text}`,
      unseal: (purpose, sealed) => {
        if (!sealed.startsWith(`${purpose}: `)) throw new Error('sealed for something else');
        return sealed.slice(purpose.length + 2);
      },
      sign: (purpose, text) => `${purpose} ${text}`,
    },
    refusals: {
      signInStep: ({ address, user, facts }) =>
        void this.audit.push({
          at: this.now,
          actor: { userId: null, name: null, address },
          action: 'sign_in:refused',
          outcome: 'refused',
          subject: user && { kind: 'user', id: user.id, name: user.name },
          before: null,
          after: facts,
        }),
    },
    sessionAnnouncer: {
      revoked: (id) => void this.announced.push(`${id} revoked`),
      moved: (id) => void this.announced.push(`${id} moved`),
    },
  };

  /** The first step, with a password. */
  signIn(login = 'ada', password = 'right'): Promise<SignInAnswer> {
    return signIn(this.deps)({ login, password, address: '192.0.2.1', userAgent: 'test' });
  }

  #waysIn(): string {
    const { passwordHash, totp, passkeys, identities } = this;
    return JSON.stringify([
      passwordHash,
      totp?.confirmedAt && totp.sealed,
      passkeys.map(({ id }) => id),
      ...identities,
    ]);
  }

  async #others(): Promise<void> {
    const { meanwhile } = this;
    this.meanwhile = null;
    await meanwhile?.();
  }

  #step(): number {
    return Math.floor(this.now.getTime() / 30_000);
  }

  #ticketStore(): Tickets {
    const keep = async (kind: TicketKind, ticket: string, facts: unknown, forMs: number) => {
      const until = new Date(this.now.getTime() + forMs);
      this.#tickets.set(`${kind} ${ticket}`, { facts, until });
    };
    return {
      issue: async (kind, facts, forMs) => {
        const ticket = newToken();
        await keep(kind, ticket, facts, forMs);
        return ticket;
      },
      take: async <K extends TicketKind>(kind: K, ticket: string) => {
        const kept = this.#tickets.get(`${kind} ${ticket}`);
        this.#tickets.delete(`${kind} ${ticket}`);
        return kept && kept.until > this.now ? (kept.facts as TicketFacts[K]) : null;
      },
      putBack: keep,
    };
  }

  #database(): Database {
    const partial: Partial<Stores> = {
      addressRanges: {
        list: async () =>
          this.ranges.map((range) => ({ id: range, range, note: '', createdAt: '2026-11-21T09:00:00Z' })),
        insert: async () => true,
        delete: async () => null,
      },
      accounts: {
        findForSignIn: async (typed) => {
          const user = this.users.find((one) => one.login === typed || one.email === typed);
          return user ? { user, passwordHash: this.passwordHash, waysIn: this.#waysIn() } : null;
        },
        waysIn: async () => this.#waysIn(),
        user: async (id) => this.users.find((user) => user.id === id) ?? null,
        userByEmail: async (email) => this.users.find((user) => user.email === email) ?? null,
        passwordHash: async () => this.passwordHash,
        changePasswordHash: async (_userId, hash) => void (this.passwordHash = hash),
      },
      audit: { write: async (...entries) => void this.audit.push(...entries) },
      factors: this.#factors(),
      openIdIdentities: {
        userIdOf: async (issuer, subject) => this.identities.get(`${issuer} ${subject}`) ?? null,
        link: async (issuer, subject, userId) => {
          if ([...this.identities].some(([key, id]) => key.startsWith(issuer) && id === userId)) return false;
          this.identities.set(`${issuer} ${subject}`, userId);
          return true;
        },
        ofUser: async (userId) => this.#identitiesOf(userId),
        unlink: async (userId) => {
          const unlinked = this.#identitiesOf(userId);
          for (const { issuer, subject } of unlinked) this.identities.delete(`${issuer} ${subject}`);
          return unlinked;
        },
      },
      ownSessions: {
        open: async (session) => void this.opened.push(session),
        ofUser: async () => this.opened,
        end: async () => true,
        endOthers: async (_userId, kept) => this.opened.flatMap(({ id }) => (id === kept ? [] : [id])),
        endAll: async () => undefined,
        move: async () => true,
      },
    };
    const stores = partial as Stores;
    return { read: stores, transaction: (work) => work(stores) } as Database;
  }

  #identitiesOf(userId: string): LinkedIdentity[] {
    return [...this.identities].flatMap(([key, id]) => {
      const [issuer = '', subject = ''] = key.split(' ');
      return id === userId ? [{ issuer, subject, linkedAt: this.now }] : [];
    });
  }

  #factors(): FactorStore {
    return {
      ofUser: async () => ({
        totpSince: this.totp?.confirmedAt ?? null,
        passkeys: this.passkeys,
        recoveryCodesLeft: this.recoveryCodes.length,
      }),
      lock: async () => undefined,
      totp: async () => this.totp,
      putTotp: async (_userId, sealed) => {
        if (this.totp?.confirmedAt) return false;
        this.totp = { sealed, confirmedAt: null, lastStep: 0 };
        return true;
      },
      confirmTotp: async (_userId, sealed, step, at) => {
        if (this.totp?.sealed !== sealed || this.totp.confirmedAt) return false;
        this.totp = { sealed, confirmedAt: at, lastStep: step };
        return true;
      },
      takeTotpStep: async (_userId, step) => {
        if (!this.totp || this.totp.lastStep >= step) return false;
        this.totp.lastStep = step;
        await this.#others();
        return true;
      },
      deleteTotp: async () => {
        const wasThere = this.totp !== null;
        this.totp = null;
        return wasThere;
      },
      replaceRecoveryCodes: async (_userId, codes) => {
        this.recoveryCodes = codes.map(({ codeHash }) => codeHash);
      },
      takeRecoveryCode: async (_userId, codeHash) => {
        const kept = this.recoveryCodes.filter((hash) => hash !== codeHash);
        const isTaken = kept.length < this.recoveryCodes.length;
        this.recoveryCodes = kept;
        return isTaken;
      },
      passkey: async (id) => this.passkeys.find((one) => one.id === id) ?? null,
      insertPasskey: async (passkey) => {
        if (this.passkeys.some(({ id }) => id === passkey.id)) return false;
        this.passkeys.push(passkey);
        return true;
      },
      usePasskey: async (id, counter) => {
        const index = this.passkeys.findIndex((one) => one.id === id);
        const known = this.passkeys[index];
        if (!known || (known.counter >= counter && known.counter + counter > 0)) return false;
        this.passkeys[index] = { ...known, counter };
        await this.#others();
        return true;
      },
      renamePasskey: async () => true,
      deleteAll: async () => {
        const count = this.passkeys.length + (this.totp ? 1 : 0);
        Object.assign(this, { passkeys: [], recoveryCodes: [], totp: null });
        return count;
      },
      deletePasskey: async (_userId, id) => {
        const found = this.passkeys.find((one) => one.id === id);
        this.passkeys = this.passkeys.filter((one) => one !== found);
        return found?.name ?? null;
      },
    };
  }
}
