import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { CallState } from '#domain/calls/call-state.ts';
import type { CallFact } from '#domain/calls/note-facts.ts';
import { DomainError } from '#domain/shared/domain-error.ts';
import { createFactWriter } from '../../telephony/fact-writer.ts';
import { createCallNotes } from '../../telephony/inbound/call-notes.ts';

const AT = new Date('2026-11-28T12:00:00Z');
const ringing: CallFact = { kind: 'ringing', legId: 'leg', at: AT, sipCode: 180 };
const answered: CallFact = { kind: 'answered', legId: 'leg', at: AT };
const ended: CallFact = { kind: 'ended', at: AT, hangupSide: 'contact', sipCode: null, reason: null };

/** Notes of a call whose writes end when the test says. */
function notes() {
  const writes: (readonly string[])[] = [];
  const pending: PromiseWithResolvers<CallState | null>[] = [];
  const writer = createFactWriter(pino({ level: 'silent' }), { writeAgainMs: 1, writeForMs: 1000 });
  const { note, noteSoon } = createCallNotes(
    'call',
    ({ facts }) => {
      writes.push(facts.map(({ kind }) => kind));
      const write = Promise.withResolvers<CallState | null>();
      pending.push(write);
      return write.promise;
    },
    writer,
  );
  return { note, noteSoon, writes, pending };
}
const turn = () => new Promise((resolve) => void setImmediate(resolve));

test('that it rings is written with what follows within a moment', async () => {
  const { note, noteSoon, writes } = notes();
  noteSoon(ringing);
  void note(answered);
  await turn();
  expect(writes).toEqual([['ringing', 'answered']]);
});

test('that it rings is written by itself when nothing follows', async () => {
  const { noteSoon, writes } = notes();
  noteSoon(ringing);
  await expect.poll(() => writes).toEqual([['ringing']]);
});

test('what happens during a write waits for it, and is written together', async () => {
  const { note, noteSoon, writes, pending } = notes();
  void note(answered);
  await turn();
  noteSoon(ringing);
  const last = note(ended);
  await turn();
  expect(writes).toEqual([['answered']]);
  pending[0]?.resolve(null);
  await turn();
  expect(writes).toEqual([['answered'], ['ringing', 'ended']]);
  pending[1]?.resolve(null);
  expect(await last).toBeNull();
});

test('while the database is away the very same facts are tried again, and later ones wait', async () => {
  const { note, writes, pending } = notes();
  void note(answered);
  await turn();
  void note(ended);
  pending[0]?.reject(new DomainError('unavailable', 'away'));
  await expect.poll(() => writes).toEqual([['answered'], ['answered']]);
  pending[1]?.resolve(null);
  await expect.poll(() => writes).toEqual([['answered'], ['answered'], ['ended']]);
});

test('a fact that is refused takes none of those along that it was written with', async () => {
  const { note, noteSoon, writes, pending } = notes();
  noteSoon(ringing);
  const first = note(answered);
  const last = note(ended);
  await turn();
  pending[0]?.reject(new DomainError('conflict', 'refused together'));
  await turn();
  pending[1]?.reject(new Error('refused alone'));
  await turn();
  pending[2]?.resolve(null);
  await turn();
  pending[3]?.resolve(null);
  await Promise.all([first, last]);
  expect(writes).toEqual([['ringing', 'answered', 'ended'], ['ringing'], ['answered'], ['ended']]);
});

test('facts that stand by themselves are tried again all the same while the database is away', async () => {
  const { note, noteSoon, writes, pending } = notes();
  noteSoon(ringing);
  const last = note(answered);
  await turn();
  pending[0]?.reject(new DomainError('conflict', 'refused together'));
  await turn();
  pending[1]?.reject(new DomainError('unavailable', 'away'));
  await expect.poll(() => writes).toEqual([['ringing', 'answered'], ['ringing'], ['ringing', 'answered']]);
  pending[2]?.resolve(null);
  expect(await last).toBeNull();
});
