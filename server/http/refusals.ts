import { z } from 'zod';
import { problemSchema } from './schemas/problem.ts';

/** For the API's description: what every route may answer besides its own. */
export const refusals = <S extends number>(...statuses: readonly S[]) => {
  const content = { 'application/problem+json': { schema: problemSchema } };
  const all = [...statuses, 401, 403, 429, 503] as const;
  return Object.fromEntries(
    all.map((status) => [status, { description: meaningOf[status] ?? 'Refused', content }]),
  ) as Record<S | 401 | 403 | 429 | 503, { description: string; content: typeof content }>;
};

const meaningOf: Readonly<Record<number, string>> = {
  400: 'The input breaks a rule; `fields` says where',
  401: 'Nobody is signed in',
  403: 'Not allowed to this user, or the CSRF token is missing',
  404: 'Does not exist, or is out of reach',
  409: 'The state of things does not allow it; `code` and `fields` say why',
  412: 'Somebody else changed it first',
  428: 'If-Match is missing',
  429: 'Too many requests',
  503: 'A part this needs is away just now',
};

export const nothing = z.undefined().describe('Done');
