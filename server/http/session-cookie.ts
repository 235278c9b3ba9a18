import type { CookieSerializeOptions } from '@fastify/cookie';

export const SESSION_COOKIE = 'ringdesk_session';

/** Not readable by scripts, not sent by other sites' forms; over TLS only where there is TLS. */
export function sessionCookie(isSecure: boolean, expires: Date): CookieSerializeOptions {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure, expires };
}
