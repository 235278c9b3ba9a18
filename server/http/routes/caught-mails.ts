import type { CaughtMail } from '#domain/mail/caught-mail.ts';
import type { Application } from '#server/compose.ts';
import type { Api } from '../api.ts';
import { refusals } from '../refusals.ts';
import { caughtMailListQuery, caughtMailPageSchema, caughtMailSchema } from '../schemas/mail.ts';
import { idParams } from '../schemas/shapes.ts';

/** What the embedded stand-in of a mail server kept; where mails really go out there is nothing to find (404). */
export function addCaughtMailRoutes(api: Api, app: Application): void {
  const read = { access: { section: 'security', action: 'read' } } as const;
  const tags = ['mail'];

  api.get(
    '/api/caught-mails',
    {
      config: read,
      schema: {
        tags,
        summary: 'Mails that were caught instead of delivered, newest first',
        querystring: caughtMailListQuery,
        response: { 200: caughtMailPageSchema, ...refusals(400, 404) },
      },
    },
    async (request) => {
      const { cursor, limit } = request.query;
      const found = await app.caughtMails.list({ beforeId: cursor ?? null, limit: limit + 1 });
      const items = found.slice(0, limit);
      return { items: items.map(head), nextCursor: found.length > limit ? (items.at(-1)?.id ?? null) : null };
    },
  );

  api.get(
    '/api/caught-mails/:id',
    {
      config: read,
      schema: {
        tags,
        summary: 'A caught mail, whole',
        params: idParams,
        response: { 200: caughtMailSchema, ...refusals(400, 404) },
      },
    },
    async (request) => {
      const mail = await app.caughtMails.get({ mailId: request.params.id });
      return { ...head(mail), text: mail.text };
    },
  );
}

function head({ id, receivedAt, from, to, subject }: Omit<CaughtMail, 'text' | 'html'>) {
  return { id, receivedAt: receivedAt.toISOString(), from, to: [...to], subject };
}
