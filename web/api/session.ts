import { get, send, setCsrfToken } from './http.ts';
import type { Locale } from '../locales/i18n.ts';

import type { SecondStep } from '../../server/http/schemas/identity.ts';
import type { Session } from '../../server/http/schemas/session.ts';

export type { Session, SignedInUser } from '../../server/http/schemas/session.ts';

export async function currentSession(): Promise<Session> {
  return keep(await get<Session>('/session'));
}

/** The session; or what else is asked for, where the user has set up a second step. */
export async function signIn(login: string, password: string): Promise<Session | SecondStep> {
  const answer = await send<Session | SecondStep>('POST', '/session', { body: { login, password } });
  return 'ticket' in answer ? answer : keep(answer);
}

export async function signOut(): Promise<void> {
  await send('DELETE', '/session');
  setCsrfToken('');
}

/** The channel of the main panel (A10); null shows all. */
export async function chooseChannel(channelId: string | null): Promise<void> {
  await send('PUT', '/session/channel', { body: { channelId } });
}

export async function startPreview(userId: string): Promise<void> {
  await send('POST', '/preview', { body: { userId } });
}

export async function stopPreview(): Promise<void> {
  await send('DELETE', '/preview');
}

export async function changeLocale(locale: Locale): Promise<void> {
  await send('PATCH', '/me', { body: { locale } });
}

export function keep(session: Session): Session {
  setCsrfToken(session.csrfToken);
  return session;
}
