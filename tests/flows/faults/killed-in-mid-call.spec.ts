import { eventually } from '../../support/until.ts';
import { callOf, endedCall, nothingIsLeftOpen } from '../support/aftermath.ts';
import { Shift } from '../support/shift.ts';
import { expect, test } from '../support/test.ts';

test.use({ household: 'of its own' });

for (const name of ['server', 'worker'] as const) {
  test(`kill -9 of the ${name} in mid-call: the talk goes on and ends in the log as it did`, async ({
    product,
  }) => {
    const shift = await Shift.begin(product);
    const { caller, phone } = await shift.talk();
    await product.kill(name);
    expect(phone.hasEnded).toBe(false);
    await product.ready();

    await caller.hangUp();
    expect(await phone.ended()).toEqual({ by: 'them', how: 'BYE' });
    expect(await endedCall(product.database, caller.callId)).toMatchObject({
      result: 'answered',
      hangup_side: 'contact',
    });
    await nothingIsLeftOpen(product.database);
    shift.end();
  });
}

test('kill -9 of the gateway in mid-call: the call is closed, the agent freed, the next call taken', async ({
  product,
}) => {
  const shift = await Shift.begin(product);
  const { caller } = await shift.talk();
  // the phones hear each other a moment before it is written down
  await eventually(
    async () => (await callOf(product.database, caller.callId))?.status === 'answered' || null,
    'the answer is in the log',
  );
  await product.kill('telephony');
  await product.ready();

  expect(await endedCall(product.database, caller.callId)).toMatchObject({
    result: 'answered',
    hangup_side: 'system',
    reason: 'gateway_lost',
  });
  await nothingIsLeftOpen(product.database);
  const next = await shift.talk();
  await next.caller.hangUp();
  await nothingIsLeftOpen(product.database);
  shift.end();
});

test('kill -9 of the gateway while it rings: the caller may call again at once and is answered', async ({
  product,
}) => {
  const shift = await Shift.begin(product);
  const lost = shift.call();
  (await shift.phone.nextCall()).ring();
  await lost.rang();
  await product.kill('telephony');
  await product.ready();

  await nothingIsLeftOpen(product.database);
  expect(await endedCall(product.database, lost.callId)).not.toMatchObject({ result: 'answered' });
  const next = await shift.talk();
  await next.caller.hangUp();
  await nothingIsLeftOpen(product.database);
  shift.end();
});

test('kill -9 of the engine in mid-call: nothing stays open and the next call is taken', async ({
  product,
}) => {
  const shift = await Shift.begin(product);
  const { caller } = await shift.talk();
  // the caller hears of the answer before the gateway does
  const isAnswered = async () => (await callOf(product.database, caller.callId))?.status === 'answered';
  await eventually(isAnswered, 'the call is answered in the log');
  await product.kill('engine');
  await product.ready();

  expect((await endedCall(product.database, caller.callId)).result).toBe('answered');
  await nothingIsLeftOpen(product.database);
  const next = await shift.talk();
  await next.caller.hangUp();
  await nothingIsLeftOpen(product.database);
  shift.end();
});
