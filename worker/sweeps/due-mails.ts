import { type MailDeps, sendDueMails } from '#domain/mail/send-due-mails.ts';
import type { Sweep } from './sweep.ts';

/** As many as one run sends before it looks whether the worker is to end. */
const AT_ONCE = 50;

export function dueMails(deps: MailDeps, everyMs: number): Sweep {
  const send = sendDueMails(deps);
  return { name: 'due-mails', everyMs, run: () => send({ limit: AT_ONCE }) };
}
