import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { DomainError } from '#domain/shared/domain-error.ts';

/**
 * A page of another site may make a browser send our cookie, but can neither read the session's token nor hide its
 * Origin. Our own is where we are found publicly, or the very host that was asked.
 */
export function isOwnOrigin(headers: IncomingHttpHeaders, publicOrigin: string): boolean {
  const { origin, host } = headers;
  if (origin === undefined || origin === publicOrigin) return true;
  return URL.parse(origin)?.host === host;
}

export function checkOrigin(request: { headers: IncomingHttpHeaders }, publicOrigin: string): void {
  if (!isOwnOrigin(request.headers, publicOrigin)) throw new DomainError('forbidden', 'foreign origin');
}

export function checkToken(
  request: { headers: IncomingHttpHeaders },
  session: { readonly csrfToken: string },
): void {
  const given = Buffer.from(String(request.headers['x-csrf-token'] ?? ''));
  const expected = Buffer.from(session.csrfToken);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new DomainError('forbidden', 'no CSRF token', { 'x-csrf-token': 'required' });
  }
}
