import { DomainError } from '#domain/shared/domain-error.ts';

/** A row's version as an entity tag (RFC 9110 section 8.8.3). */
export const entityTag = (version: number): string => `"${version}"`;

/** Thrown when a change does not say which version it was made on: 428 rather than a lost update. */
export class PreconditionRequired extends Error {
  readonly statusCode = 428;
}

/** The version in If-Match. Any other header than one strong tag of ours is refused. */
export function versionOf(ifMatch: string | undefined): number {
  if (ifMatch === undefined) throw new PreconditionRequired('If-Match is missing');
  const [, digits] = /^"(\d{1,9})"$/.exec(ifMatch) ?? [];
  if (digits === undefined)
    throw new DomainError('invalid', 'not an entity tag', { 'if-match': 'not_a_version' });
  return Number(digits);
}
