import type { Clock } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import type { MailTransport } from './mail-transport.ts';
import type { OutgoingMail } from './outgoing-mail.ts';
import { type MailWriting, writeMail } from './write-mail.ts';

export interface MailDeps extends MailWriting {
  readonly database: Database;
  readonly clock: Clock;
  /** Null: there is no mail server, and mails wait. */
  readonly transport: MailTransport | null;
}

const MINUTE_MS = 60_000;
/** Longer than any handing over takes: a worker that dies with a mail in hand leaves it to the next. */
const CLAIM_MS = 2 * MINUTE_MS;
const PAUSES_MINUTES = [1, 2, 5, 15, 30, 60, 120, 240, 480, 720] as const;

/** Sends what is due, one after the other; any number of workers may. Answers with how many went out. */
export function sendDueMails(deps: MailDeps) {
  return async (input: { readonly limit: number }): Promise<number> => {
    if (deps.transport === null) return 0;
    let sent = 0;
    for (let tried = 0; tried < input.limit; tried += 1) {
      const at = deps.clock.now();
      const mail = await deps.database.read.mails.claimDue(at, new Date(at.getTime() + CLAIM_MS));
      if (mail === null) break;
      if (await sendOne(deps, deps.transport, mail)) sent += 1;
    }
    return sent;
  };
}

async function sendOne(deps: MailDeps, transport: MailTransport, mail: OutgoingMail): Promise<boolean> {
  const { mails } = deps.database.read;
  const written = await writeMail({ mails }, deps, mail, deps.clock.now());
  if (written === null) {
    await mails.markFailed(mail.id, 'its reason is gone', null);
    return false;
  }
  try {
    await transport.send(written);
  } catch (error) {
    await mails.markFailed(mail.id, message(error), nextAttemptAt(mail.attemptCount, deps.clock.now()));
    return false;
  }
  await mails.markSent(mail.id, deps.clock.now());
  return true;
}

/** Null after the last pause. */
function nextAttemptAt(attemptCount: number, at: Date): Date | null {
  const minutes = PAUSES_MINUTES[attemptCount - 1];
  return minutes === undefined ? null : new Date(at.getTime() + minutes * MINUTE_MS);
}

const message = (error: unknown): string =>
  (error instanceof Error ? error.message : `${error}`).slice(0, 500);
