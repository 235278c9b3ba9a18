import type { OpenIdRefusal, SecondStep } from '../../api/sign-in.ts';

/** Only a path of our own: an address from elsewhere must not lead away. */
export function ownPath(next: unknown): string {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : '/';
}

/** The second step, as the server sends it behind '#' when the first was made elsewhere; null: none. */
export function stepInHash(hash: string): SecondStep | null {
  const told = /^#step=([\w-]+)$/.exec(hash)?.[1];
  if (told === undefined) return null;
  try {
    return JSON.parse(atob(told.replaceAll('-', '+').replaceAll('_', '/'))) as SecondStep;
  } catch {
    return null;
  }
}

const refusals: Readonly<Record<OpenIdRefusal, true>> = {
  cancelled: true,
  expired: true,
  failed: true,
  not_known: true,
  may_not_work: true,
  rate_limited: true,
  unavailable: true,
};

/** Why somebody who was elsewhere was not let in; null: nobody was, or the address was made up. */
export function refusalIn(query: unknown): OpenIdRefusal | null {
  return typeof query === 'string' && query in refusals ? (query as OpenIdRefusal) : null;
}
