import type {
  FactorChange,
  Factors,
  OwnSession,
  PasskeyCeremony,
  PasskeyView,
  TotpOffer,
} from '../../server/http/schemas/identity.ts';
import { get, send } from './http.ts';

export type { FactorChange, Factors, OwnSession, PasskeyCeremony, PasskeyView, TotpOffer };

export const changePassword = (current: string, next: string): Promise<void> =>
  send('PUT', '/me/password', { body: { current, next } });

export const getFactors = (): Promise<Factors> => get<Factors>('/me/factors');

export const beginTotp = (password: string): Promise<TotpOffer> =>
  send<TotpOffer>('POST', '/me/totp', { body: { password } });

export const confirmTotp = (code: string): Promise<FactorChange> =>
  send<FactorChange>('PUT', '/me/totp', { body: { code } });

export const removeTotp = (password: string): Promise<void> =>
  send('DELETE', '/me/totp', { body: { password } });

export const unlinkIdentities = (password: string): Promise<void> =>
  send('DELETE', '/me/identities', { body: { password } });

export async function renewRecoveryCodes(password: string): Promise<readonly string[]> {
  const body = { password };
  return (await send<{ recoveryCodes: readonly string[] }>('POST', '/me/recovery-codes', { body }))
    .recoveryCodes;
}

export const beginPasskey = (password: string): Promise<PasskeyCeremony> =>
  send<PasskeyCeremony>('POST', '/me/passkeys/options', { body: { password } });

export const addPasskey = (ticket: string, name: string, passkey: unknown): Promise<FactorChange> =>
  send<FactorChange>('POST', '/me/passkeys', { body: { ticket, name, passkey } });

export const renamePasskey = (id: string, name: string): Promise<void> =>
  send('PATCH', `/me/passkeys/${id}`, { body: { name } });

export const removePasskey = (id: string, password: string): Promise<void> =>
  send('DELETE', `/me/passkeys/${id}`, { body: { password } });

export const listSessions = async (): Promise<readonly OwnSession[]> =>
  (await get<{ items: readonly OwnSession[] }>('/me/sessions')).items;

export const endSession = (id: string): Promise<void> => send('DELETE', `/me/sessions/${id}`);

export const endOtherSessions = async (): Promise<number> =>
  (await send<{ count: number }>('DELETE', '/me/sessions')).count;

/** Of somebody who lost them; how many there were. */
export const removeFactorsOf = async (userId: string): Promise<number> =>
  (await send<{ count: number }>('DELETE', `/users/${userId}/factors`)).count;
