import type { AccessDeps } from '../access/access-deps.ts';
import type { RefusalLog } from '../audit/refusal-log.ts';
import type { Deps } from '../shared/deps.ts';
import type { Seals } from '../shared/seals.ts';
import type { OpenIdProvider } from './open-id-provider.ts';
import type { PasskeyCeremonies } from './passkey-ceremonies.ts';
import type { SessionAnnouncer } from './session-announcer.ts';
import type { Tickets } from './tickets.ts';
import type { TotpCodes } from './totp-codes.ts';

/** What proving who one is needs from outside. */
export interface IdentityDeps
  extends Pick<Deps, 'database' | 'clock' | 'newId'>, Pick<AccessDeps, 'passwords' | 'limiter'> {
  readonly tickets: Tickets;
  readonly totpCodes: TotpCodes;
  readonly passkeys: PasskeyCeremonies;
  /** Null: nobody signs in elsewhere. */
  readonly openId: OpenIdProvider | null;
  readonly seals: Seals;
  /** For ways in that know more of who tried than the request does; the others are recorded by the edge. */
  readonly refusals: Pick<RefusalLog, 'signInStep'>;
  readonly sessionAnnouncer: SessionAnnouncer;
}
