import type {
  OpenId,
  OpenIdRefusal,
  PasskeyCeremony,
  SecondFactor,
  SecondStep,
} from '../../server/http/schemas/identity.ts';
import type { ActivationView } from '../../server/http/schemas/users.ts';
import { get, send } from './http.ts';
import { keep, type Session } from './session.ts';

export type { ActivationView, OpenId, OpenIdRefusal, PasskeyCeremony, SecondFactor, SecondStep };

/** What shows, besides the password, who somebody is. */
export type SecondProof =
  { readonly code: string } | { readonly recoveryCode: string } | { readonly passkey: unknown };

export async function proveSecond(ticket: string, proof: SecondProof): Promise<Session> {
  return keep(await send<Session>('POST', '/session/second-factor', { body: { ticket, ...proof } }));
}

export function beginPasskeySignIn(): Promise<PasskeyCeremony> {
  return send<PasskeyCeremony>('POST', '/session/passkey-options', { body: {} });
}

export async function signInPasskey(ticket: string, passkey: unknown): Promise<Session> {
  return keep(await send<Session>('POST', '/session/passkey', { body: { ticket, passkey } }));
}

export function getOpenId(): Promise<OpenId> {
  return get<OpenId>('/oidc');
}

/** Not asked for by script: the browser goes there. */
export function openIdStart(next: string): string {
  return `/api/oidc/start?${new URLSearchParams({ next }).toString()}`;
}

export function getActivation(token: string): Promise<ActivationView> {
  return get<ActivationView>('/activation', { query: { token } });
}

export async function activate(token: string, password: string | null): Promise<void> {
  await send('POST', '/activation', { body: { token, ...(password === null ? {} : { password }) } });
}
