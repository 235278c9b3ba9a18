import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import type pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pgCaughtMailStore } from '#data/pg-caught-mail-store.ts';
import { createDatabase } from '#data/pg-database.ts';
import { createPool } from '#data/pool.ts';
import { readActivationToken } from '#domain/access/activation-token.ts';
import { type MailDeps, sendDueMails } from '#domain/mail/send-due-mails.ts';
import { queueMail } from '#domain/mail/queue-mail.ts';
import { newUuid } from '#platform/new-uuid.ts';
import { type MailCatcher, startMailCatcher } from '#mail/mail-catcher.ts';
import { createSmtpTransport } from '#mail/smtp-transport.ts';
import { createLogger } from '#platform/logger.ts';
import { createSeals } from '#platform/seals.ts';
import { SECRET_KEY } from '../support/secret-key.ts';
import { createTestDatabase, type TestDatabase } from '../support/services.ts';

const FROM = 'Ringdesk <desk@example.com>';
const seals = createSeals(SECRET_KEY);
let testDatabase: TestDatabase;
let pool: pg.Pool;
let catcher: MailCatcher;
let now: Date;
let deps: MailDeps;
let caught: ReturnType<typeof pgCaughtMailStore>;

beforeEach(async () => {
  testDatabase = await createTestDatabase();
  pool = createPool(testDatabase.url, () => undefined);
  caught = pgCaughtMailStore(pool);
  now = new Date();
  const clock = { now: () => now };
  const logger = createLogger({ logLevel: 'fatal', instanceId: 'test' });
  catcher = await startMailCatcher({ caughtMails: caught, clock, newId: newUuid, logger });
  const transport = createSmtpTransport({ url: catcher.url, from: FROM });
  deps = { database: createDatabase(pool), clock, seals, transport, publicOrigin: 'https://desk.example' };
});

afterEach(async () => {
  await catcher.close();
  await pool.end();
  await testDatabase.close();
});

/** Somebody who is asked to come, with the mail that says so. */
async function invite(locale: 'en' | 'pl' | 'ru', name: string): Promise<string> {
  const [userId, activationId] = [randomUUID(), randomUUID()];
  await pool.query(
    `INSERT INTO users (id, login, email, name, password_hash, role, status)
     VALUES ($1, $2, $2 || '@example.com', $3, 'x', 'manager', 'pending_activation')`,
    [userId, `user-${userId.slice(0, 8)}`, name],
  );
  await pool.query(
    `INSERT INTO activations (id, user_id, created_at, expires_at) VALUES ($1, $2, $3::timestamptz, $3::timestamptz + interval '7 days')`,
    [activationId, userId, now],
  );
  await deps.database.transaction((stores) =>
    queueMail(stores, newUuid)({ kind: 'activation', to: 'nowa@example.com', locale, activationId }, now),
  );
  return activationId;
}

const send = () => sendDueMails(deps)({ limit: 10 });
const box = () => caught.list({ beforeId: null, limit: 10 });
const passMinutes = (minutes: number) => void (now = new Date(now.getTime() + minutes * 60_000));

async function rowOfMail(): Promise<{ status: string; attempt_count: number; last_error: string | null }> {
  const { rows } = await pool.query('SELECT status, attempt_count, last_error FROM outgoing_mails');
  return rows[0] as never;
}

describe('mails', () => {
  test('an invitation arrives once, in the language of who is invited, with a link only we can make', async () => {
    const activationId = await invite('pl', 'Zoë <b>Żak</b>');
    expect(await send()).toBe(1);
    expect(await send()).toBe(0);
    const [head, ...others] = await box();
    expect(others).toEqual([]);
    expect(head).toMatchObject({ from: 'desk@example.com', to: ['nowa@example.com'] });
    const mail = await caught.find(head!.id);
    expect(mail!.subject).toBe('Twoje konto w Ringdesk');
    expect(mail!.text).toContain('Zoë <b>Żak</b>');
    expect(mail!.html).not.toContain('<b>');
    const [, token = ''] = /https:\/\/desk\.example\/activate\?token=(\S+)/.exec(mail!.text) ?? [];
    expect(readActivationToken(seals, decodeURIComponent(token))).toBe(activationId);
    expect(await rowOfMail()).toMatchObject({ status: 'sent', attempt_count: 1 });
  });

  test('two workers at once send it once', async () => {
    await invite('en', 'Nowa');
    expect((await Promise.all([send(), send(), send()])).toSorted()).toEqual([0, 0, 1]);
    expect(await box()).toHaveLength(1);
  });

  test('while the mail server is away it waits, and is given up in the end', async () => {
    await invite('en', 'Nowa');
    await catcher.close();
    expect(await send()).toBe(0);
    expect(await rowOfMail()).toMatchObject({ status: 'queued', attempt_count: 1 });
    expect((await rowOfMail()).last_error).toMatch(/ECONNREFUSED/);
    expect(await send()).toBe(0);
    expect((await rowOfMail()).attempt_count).toBe(1);
    for (let attempt = 2; attempt <= 11; attempt += 1) {
      passMinutes(24 * 60);
      // the link is good for a week only
      await pool.query(`UPDATE activations SET expires_at = expires_at + interval '1 day'`);
      await send();
    }
    expect(await rowOfMail()).toMatchObject({ status: 'failed', attempt_count: 11 });
  });

  test('a mail whose link would lead nowhere any more is not sent', async () => {
    await invite('ru', 'Новая');
    await pool.query('UPDATE activations SET used_at = now()');
    expect(await send()).toBe(0);
    expect(await rowOfMail()).toMatchObject({ status: 'failed', last_error: 'its reason is gone' });
    expect(await box()).toEqual([]);
  });

  test('a worker that dies with a mail in hand leaves it to the next', async () => {
    await invite('en', 'Nowa');
    const { mails } = deps.database.read;
    expect(await mails.claimDue(now, new Date(now.getTime() + 120_000))).not.toBeNull();
    expect(await send()).toBe(0);
    passMinutes(3);
    expect(await send()).toBe(1);
  });
});

describe('the mail catcher', () => {
  test('takes what is not quite a mail, and no more than five megabytes', async () => {
    const transport = createSmtpTransport({ url: catcher.url, from: FROM });
    const mail = { id: newUuid(), to: 'a@example.com', subject: '', text: '', html: '' };
    await transport.send(mail);
    await expect(transport.send({ ...mail, text: 'x'.repeat(6 * 1024 * 1024) })).rejects.toThrow();
    expect(await box()).toHaveLength(1);
    transport.close();
  });

  test('a mail server that never answers is one that is away', async () => {
    const silent: Server = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as { port: number };
    const transport = createSmtpTransport({ url: `smtp://127.0.0.1:${port}`, from: FROM, timeoutMs: 200 });
    const mail = { id: newUuid(), to: 'a@example.com', subject: 's', text: 't', html: 'h' };
    await expect(transport.send(mail)).rejects.toThrow();
    transport.close();
    silent.close();
  });
});
