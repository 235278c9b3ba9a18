import { describeNumber } from '#domain/callers/describe-number.ts';
import { formatNumber } from '#domain/callers/format-number.ts';
import { parsePhoneNumber } from '#domain/callers/parse-phone-number.ts';
import { DomainError } from '#domain/shared/domain-error.ts';
import type { Application } from '#server/compose.ts';
import type { Api } from '../api.ts';
import { viewer } from '../plugins/access.ts';
import { refusals } from '../refusals.ts';
import { parsedNumberSchema, parseNumberQuery } from '../schemas/numbers.ts';
import { searchHitsSchema, searchQuery } from '../schemas/search.ts';

export function addSearchRoutes(api: Api, app: Application): void {
  const tags = ['search'];

  api.get(
    '/api/search',
    {
      config: { access: { section: 'contacts', action: 'read' } },
      schema: {
        tags,
        summary: 'Contacts by a piece of a name or number',
        querystring: searchQuery,
        response: { 200: searchHitsSchema, ...refusals(400) },
      },
    },
    async (request) => ({
      items: await app.contacts.search({ viewer: viewer(request), q: request.query.q }),
    }),
  );

  api.get(
    '/api/numbers/parse',
    {
      config: { access: 'signed_in' },
      schema: {
        tags,
        summary: 'Read a phone number in any spelling',
        querystring: parseNumberQuery,
        response: { 200: parsedNumberSchema, ...refusals(400) },
      },
    },
    async (request) => {
      const { raw, country } = request.query;
      const number = parsePhoneNumber(raw, country);
      if (!number) throw new DomainError('invalid', 'not a number', { raw: 'not_a_number' });
      const { e164, extension } = number;
      return { e164, extension, formatted: formatNumber(e164), ...describeNumber(e164) };
    },
  );
}
