import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import type { RawDialog, RawReply, RawRequest, RawSrf } from '../../telephony/sip/drachtio.ts';
import { incomingInvite } from '../../telephony/sip/incoming-invite.ts';
import { createLink } from '../../telephony/sip/link.ts';

/** An INVITE whose 200 the engine tells of when the test says; and its link, which the test breaks. */
function answering() {
  const link = createLink();
  let tell: (error: unknown, dialog?: RawDialog) => void = () => undefined;
  const request = Object.assign(new EventEmitter(), { get: () => undefined, has: () => false, headers: {} });
  const srf = { createUAS: (...args: unknown[]) => void (tell = args.at(-1) as typeof tell) };
  const invite = incomingInvite(
    srf as unknown as RawSrf,
    request as unknown as RawRequest,
    { finalResponseSent: false, send: () => undefined } as RawReply,
    link,
  );
  const answer = invite.answer('v=0');
  return { answer, link, tell: (dialog: RawDialog) => tell(null, dialog) };
}

function aDialog() {
  const destroyed: object[] = [];
  const dialog = Object.assign(new EventEmitter(), {
    sip: { callId: 'call' },
    destroy: (options: object) => void destroyed.push(options),
  });
  return { dialog: dialog as unknown as RawDialog, destroyed };
}

test('an engine that dies before it tells of the answer keeps nobody waiting for it', async () => {
  const { answer, link, tell } = answering();
  link.broke();
  expect(await answer).toBeNull();
  const { dialog, destroyed } = aDialog();
  tell(dialog);
  expect(destroyed).toHaveLength(1);
});

test('an answer that was told of does not mind the link afterwards', async () => {
  const { answer, link, tell } = answering();
  tell(aDialog().dialog);
  const dialog = await answer;
  expect(dialog?.callId).toBe('call');
  link.broke();
  expect(dialog?.isOver()).toBe(false);
});
