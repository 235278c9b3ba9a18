import { get, send, setCsrfToken } from './http.ts';
import type { Locale } from '../locales/i18n.ts';

import type { Session } from '../../server/http/schemas/session.ts';

export type { Session, SignedInUser } from '../../server/http/schemas/session.ts';

export async function currentSession(): Promise<Session> {
  return keep(await get<Session>('/session'));
}

export async function signIn(login: string, password: string): Promise<Session> {
  return keep(await send<Session>('POST', '/session', { body: { login, password } }));
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

function keep(session: Session): Session {
  setCsrfToken(session.csrfToken);
  return session;
}
