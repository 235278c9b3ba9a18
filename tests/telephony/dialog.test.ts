import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { wrapDialog } from '../../telephony/sip/dialog.ts';
import type { RawDialog } from '../../telephony/sip/drachtio.ts';
import { createLink } from '../../telephony/sip/link.ts';

/** A dialog at an engine that answers no request. */
function silentDialog() {
  const raw = Object.assign(new EventEmitter(), {
    sip: { callId: 'one' },
    local: { sdp: '', contact: '<sip:us>' },
    remote: { sdp: '' },
    request: () => undefined,
    destroy: () => undefined,
  });
  const hearBye = (): unknown => raw.emit('destroy', { get: () => undefined });
  const link = createLink();
  return { dialog: wrapDialog(raw as unknown as RawDialog, link), link, hearBye };
}

test('a request that crosses the other side’s BYE is answered 481, though nobody answers it', async () => {
  const { dialog, hearBye } = silentDialog();
  const answer = dialog.request('INVITE', { body: 'v=0' });
  hearBye();
  expect((await answer).status).toBe(481);
});

test('a request that crosses our own BYE is, too, and one that comes after it', async () => {
  const { dialog } = silentDialog();
  const answer = dialog.request('OPTIONS');
  dialog.hangUp();
  expect((await answer).status).toBe(481);
  expect((await dialog.request('OPTIONS')).status).toBe(481);
});

test('a request whose engine dies is answered, though nobody ever tells of it, and the dialog is not over for that', async () => {
  const { dialog, link } = silentDialog();
  const answer = dialog.request('INVITE', { body: 'v=0' });
  link.broke();
  expect((await answer).status).toBe(0);
  expect(dialog.isOver()).toBe(false);
});
