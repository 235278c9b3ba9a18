import type { Stores } from '../shared/database.ts';
import type { NewId } from '../shared/ids.ts';
import type { OutgoingMail } from './outgoing-mail.ts';

/** Part of the transaction that is the mail's reason: with it, it is sent within seconds; without it, never. */
export function queueMail(stores: Pick<Stores, 'mails'>, newId: NewId) {
  return (mail: Omit<OutgoingMail, 'id' | 'attemptCount'>, at: Date): Promise<void> =>
    stores.mails.queue({ ...mail, id: newId() }, at);
}
