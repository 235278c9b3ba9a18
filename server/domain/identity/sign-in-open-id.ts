import type { User } from '../access/user.ts';
import { DomainError } from '../shared/domain-error.ts';
import { afterFirstStep, type SignInAnswer } from './after-first-step.ts';
import { userSubject } from './audit-words.ts';
import type { IdentityDeps } from './identity-deps.ts';
import { maySignIn } from './may-sign-in.ts';
import type { OpenIdPerson, OpenIdProvider } from './open-id-provider.ts';
import type { OpenIdRefusal } from './open-id-refusals.ts';
import type { Visit } from './open-session.ts';

const TICKET_MS = 10 * 60_000;

/** Throws not_found (nobody signs in elsewhere here), unavailable. */
export function beginOpenId({ clock, openId, tickets }: IdentityDeps) {
  return async ({ next }: { readonly next: string }) => {
    const { address, request } = await known(openId).begin();
    const until = new Date(clock.now().getTime() + TICKET_MS);
    return { address, ticket: await tickets.issue('open_id', { ...request, next }, TICKET_MS), until };
  };
}

export interface OpenIdReturn extends Visit {
  /** Kept by the browser that began: an answer another browser asked for is worth nothing here. */
  readonly ticket: string;
  /** Of the address the provider sent the browser back to. */
  readonly query: string;
}

export type OpenIdAnswer = { readonly refused: OpenIdRefusal } | (SignInAnswer & { readonly next: string });

type Refused = Extract<OpenIdAnswer, { readonly refused: OpenIdRefusal }>;

/** Nobody becomes a user this way: the first time, a verified e-mail must be some user's. Throws not_found, unavailable. */
export function finishOpenId(deps: IdentityDeps) {
  const { database, limiter, openId, refusals, tickets } = deps;
  const goOn = afterFirstStep(deps);
  const may = maySignIn(deps);
  const find = findPerson(deps);
  const refuse = (refused: OpenIdRefusal, address: string, user: User | null = null): Refused => {
    refusals.signInStep({ address, user, facts: { reason: refused, provider: openId?.name ?? null } });
    return { refused };
  };

  return async ({ ticket, query, ...visit }: OpenIdReturn): Promise<OpenIdAnswer> => {
    const provider = known(openId);
    const facts = await tickets.take('open_id', ticket);
    if (!facts) return { refused: 'expired' };
    if (!(await limiter.mayTryFrom(visit.address))) return refuse('rate_limited', visit.address);
    const person = await answered(provider.finish(query, facts));
    if (person === 'cancelled') return { refused: person };
    if (person === 'failed') return refuse(person, visit.address);
    const user = await find(person, visit);
    if (!user) return refuse('not_known', visit.address);
    if (!(await may(user, visit.address))) return refuse('may_not_work', visit.address, user);
    const waysIn = await database.read.accounts.waysIn(user.id);
    // looked at after it: a link that is taken away later opens nothing any more
    const linkedId = await database.read.openIdIdentities.userIdOf(person.issuer, person.subject);
    if (waysIn === null || linkedId !== user.id) return refuse('not_known', visit.address);
    const login = `open id ${person.issuer} ${person.subject}`;
    return { ...(await goOn({ ...visit, user, waysIn, login, means: 'open_id' })), next: facts.next };
  };
}

function known(openId: OpenIdProvider | null): OpenIdProvider {
  if (!openId) throw new DomainError('not_found', 'nobody signs in elsewhere');
  return openId;
}

async function answered(answer: ReturnType<OpenIdProvider['finish']>) {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'unauthenticated') return 'failed' as const;
    throw error;
  }
}

/** By who it is there; else, and only once, by an e-mail the provider has verified. */
function findPerson({ database, clock }: IdentityDeps) {
  const may = maySignIn({ database });
  return async ({ issuer, subject, verifiedEmail }: OpenIdPerson, visit: Visit): Promise<User | null> => {
    const { accounts, openIdIdentities } = database.read;
    const userId = await openIdIdentities.userIdOf(issuer, subject);
    if (userId !== null) return accounts.user(userId);
    if (verifiedEmail === null) return null;
    const user = await accounts.userByEmail(verifiedEmail);
    if (!user || !(await may(user, visit.address))) return user;
    const now = clock.now();
    const isLinked = await database.transaction(async (stores) => {
      // the address may have been taken back meanwhile, with every link it had brought
      await stores.factors.lock(user.id);
      if ((await stores.accounts.userByEmail(verifiedEmail))?.id !== user.id) return false;
      if (!(await stores.openIdIdentities.link(issuer, subject, user.id, now))) return false;
      await stores.audit.write({
        at: now,
        actor: { userId: user.id, name: user.name, address: visit.address },
        action: 'user:identity_linked',
        outcome: 'done',
        subject: userSubject(user),
        before: null,
        after: { issuer, subject },
      });
      return true;
    });
    return isLinked ? user : null;
  };
}
