import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply } from 'fastify';

export const SESSION_COOKIE = 'ringdesk_session';

/** Not readable by scripts, not sent by other sites' forms; over TLS only where there is TLS. */
export function sessionCookie(isSecure: boolean, expires: Date): CookieSerializeOptions {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure, expires };
}

/** The session goes on under another token. */
export function keepRenewed(
  reply: FastifyReply,
  isSecure: boolean,
  session: { readonly expiresAt: Date },
  renewed: { readonly token: string },
): void {
  void reply.setCookie(SESSION_COOKIE, renewed.token, sessionCookie(isSecure, session.expiresAt));
}
