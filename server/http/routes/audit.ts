import { z } from 'zod';
import type { Application } from '#server/compose.ts';
import type { Api } from '../api.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import { refusals } from '../refusals.ts';
import { auditPageSchema, auditQuery } from '../schemas/audit.ts';
import { instantSchema } from '../schemas/shapes.ts';

const position = z.strictObject({ at: instantSchema, id: z.string().regex(/^\d{1,18}$/) });

export function addAuditRoutes(api: Api, app: Application): void {
  api.get(
    '/api/audit',
    {
      config: { access: { section: 'security', action: 'read' } },
      schema: {
        tags: ['security'],
        summary: 'Who did, or was refused, what; newest first',
        querystring: auditQuery,
        response: { 200: auditPageSchema, ...refusals(400) },
      },
    },
    async (request) => {
      const { cursor, ...query } = request.query;
      const { items, next } = await app.audit.list({ ...query, after: readCursor(cursor, position) });
      return { items, nextCursor: writeCursor(next) };
    },
  );
}
