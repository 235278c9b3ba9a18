import type { CallerIdentity } from '#domain/callers/caller-identity.ts';
import { quote } from '../sip/header-values.ts';

/** What the agent's phone shows: the caller's number and name as received (RFC 3323 where withheld). */
export function agentSideFrom(caller: CallerIdentity): string {
  if (caller.isWithheld) return '"Anonymous" <sip:anonymous@anonymous.invalid>';
  const user = caller.e164 ?? caller.extension ?? 'unknown';
  return `${quote(caller.displayName ?? user)} <sip:${user}@localhost>`;
}
