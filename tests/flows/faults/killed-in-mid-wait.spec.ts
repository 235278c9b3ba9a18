import type { Pool } from 'pg';
import { promiseMeeting } from '../../support/product/promise-meeting.ts';
import type { Product } from '../../support/product/start-product.ts';
import type { IncomingCall } from '../../support/sip/incoming-call.ts';
import { eventually } from '../../support/until.ts';
import { nothingIsLeftOpen } from '../support/aftermath.ts';
import { Shift } from '../support/shift.ts';
import { expect, test } from '../support/test.ts';

test.use({ household: 'of its own' });

const PROJECT = { meeting_remind_seconds: 1, meeting_reserve_seconds: 1, meeting_pause_seconds: 2 };

for (const name of ['server', 'worker', 'telephony', 'engine', 'redis'] as const) {
  test(`kill -9 of ${name} while a meeting waits: it is called once, within its window`, async ({
    product,
  }) => {
    const shift = await Shift.begin(product, PROJECT);
    const meetingId = await promise(product, shift, 3);
    await product.kill(name);

    const { ringing, far } = await placeCall(product, shift);
    await far.hangUp();
    await ringing.ended();
    await isHeld(product.database, meetingId);
    expect(dialledFor(product, shift)).toHaveLength(1);
    await nothingIsLeftOpen(product.database);
    shift.end();
  });
}

for (const name of ['worker', 'redis', 'server'] as const) {
  test(`kill -9 of ${name} while a meeting is dialled: that very call goes on, and no second one`, async ({
    product,
  }) => {
    const shift = await Shift.begin(product, PROJECT);
    const meetingId = await promise(product, shift, 1);
    const ringing = await shift.phone.nextCall(20_000);
    ringing.ring();
    await product.kill(name);
    await product.ready();
    await ringing.answer();
    const far = await product.trunkPeer.nextCall(10_000, shift.contact.number);
    far.ring();
    await far.answer();
    await far.hangUp();

    await isHeld(product.database, meetingId);
    expect(dialledFor(product, shift)).toHaveLength(1);
    await nothingIsLeftOpen(product.database);
    shift.end();
  });
}

for (const name of ['telephony', 'engine'] as const) {
  test(`kill -9 of ${name} while a meeting is dialled: the attempt is closed and another one made`, async ({
    product,
  }) => {
    const shift = await Shift.begin(product, PROJECT);
    const meetingId = await promise(product, shift, 1);
    (await shift.phone.nextCall(20_000)).ring();
    await product.kill(name);
    await product.ready();

    const { far } = await placeCall(product, shift);
    await far.hangUp();
    await isHeld(product.database, meetingId);
    // the contact's phone was never reached by the attempt that was cut off
    expect(dialledFor(product, shift)).toHaveLength(1);
    await nothingIsLeftOpen(product.database);
    shift.end();
  });
}

function promise(product: Product, { team, contact }: Shift, inSeconds: number): Promise<string> {
  return promiseMeeting(product, { team, contact, mode: 'automatic', inSeconds, forSeconds: 120 });
}

async function placeCall(
  product: Product,
  shift: Shift,
): Promise<{ ringing: IncomingCall; far: IncomingCall }> {
  const ringing = await shift.phone.nextCall(40_000);
  ringing.ring();
  await ringing.answer();
  const far = await product.trunkPeer.nextCall(10_000, shift.contact.number);
  far.ring();
  await far.answer();
  return { ringing, far };
}

/** Every INVITE for the contact that reached the trunk. */
function dialledFor(product: Product, shift: Shift): readonly IncomingCall[] {
  return product.trunkPeer.calls.filter(({ dialled }) => dialled === shift.contact.number);
}

async function isHeld(database: Pool, meetingId: string): Promise<void> {
  let status: string | undefined;
  await eventually(
    async () => {
      const { rows } = await database.query<{ status: string }>('SELECT status FROM meetings WHERE id = $1', [
        meetingId,
      ]);
      status = rows[0]?.status;
      return status === 'held';
    },
    'the meeting is held',
    30_000,
  ).catch((error: Error) => {
    throw new Error(`${error.message} It is ${status}.`, { cause: error });
  });
}
