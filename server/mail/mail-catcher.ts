import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import type { CaughtMailStore } from '#domain/mail/caught-mail.ts';
import type { Clock } from '#domain/shared/clock.ts';
import type { NewId } from '#domain/shared/ids.ts';
import type { Logger } from '#platform/logger.ts';

export interface CatcherDeps {
  readonly caughtMails: CaughtMailStore;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly logger: Logger;
}

export interface MailCatcher {
  /** Where it listens, for whoever sends. */
  readonly url: string;
  close(): Promise<void>;
}

const KEPT = 1000;
const MAX_BYTES = 5 * 1024 * 1024;

/** A mail server on loopback that takes every mail, keeps the newest thousand and delivers none. */
export async function startMailCatcher(deps: CatcherDeps): Promise<MailCatcher> {
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: MAX_BYTES,
    logger: false,
    onData(stream, session, done) {
      const to = session.envelope.rcptTo.map(({ address }) => address);
      buffer(stream)
        .then((raw) => {
          if (stream.sizeExceeded) throw Object.assign(new Error('too large'), { responseCode: 552 });
          return keep(deps, raw, to);
        })
        .then(() => done(), done);
    },
  });
  server.on('error', (error) =>
    deps.logger.warn({ error }, 'the mail catcher had trouble with a connection'),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}?ignoreTLS=true`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function keep({ caughtMails, clock, newId }: CatcherDeps, raw: Buffer, to: string[]): Promise<void> {
  const parsed = await PostalMime.parse(raw);
  await caughtMails.insert({
    id: newId(),
    receivedAt: clock.now(),
    from: parsed.from?.address ?? '',
    to,
    subject: parsed.subject ?? '',
    text: parsed.text ?? '',
    html: parsed.html ?? null,
  });
  await caughtMails.trim(KEPT);
}
