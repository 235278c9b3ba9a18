import { DomainError } from '../shared/domain-error.ts';
import type { CaughtMail, CaughtMailPage, CaughtMailStore } from './caught-mail.ts';

/** The mail catcher's box; null where mails really go out. */
export interface CaughtMailDeps {
  readonly caughtMails: CaughtMailStore | null;
}

/** Throws not_found where there is no catcher. */
export function listCaughtMails({ caughtMails }: CaughtMailDeps) {
  return async (page: CaughtMailPage): Promise<readonly Omit<CaughtMail, 'text' | 'html'>[]> =>
    boxOf(caughtMails).list(page);
}

/** Throws not_found. */
export function getCaughtMail({ caughtMails }: CaughtMailDeps) {
  return async ({ mailId }: { readonly mailId: string }): Promise<CaughtMail> => {
    const mail = await boxOf(caughtMails).find(mailId);
    if (!mail) throw new DomainError('not_found', 'no such mail');
    return mail;
  };
}

function boxOf(store: CaughtMailStore | null): CaughtMailStore {
  if (!store) throw new DomainError('not_found', 'mails are not caught here');
  return store;
}
