import { get } from './http.ts';
import type { CaughtMail, CaughtMailPage } from '../../server/http/schemas/mail.ts';

export type { CaughtMail } from '../../server/http/schemas/mail.ts';

export function listMails(cursor: string | null): Promise<CaughtMailPage> {
  return get('/caught-mails', { query: { cursor } });
}

export function getMail(id: string): Promise<CaughtMail> {
  return get(`/caught-mails/${id}`);
}
