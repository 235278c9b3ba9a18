import { endedCall, nothingIsLeftOpen } from '../support/aftermath.ts';
import { Shift } from '../support/shift.ts';
import { expect, test } from '../support/test.ts';

test.use({ household: 'of its own' });

test('the database is cut in mid-call: the talk goes on, and its end is logged once the database is back', async ({
  product,
}) => {
  const shift = await Shift.begin(product);
  const { caller, phone } = await shift.talk();
  const giveBack = await product.cutDatabase();
  await caller.hangUp();
  expect(await phone.ended()).toEqual({ by: 'them', how: 'BYE' });
  await giveBack();

  expect(await endedCall(product.database, caller.callId)).toMatchObject({
    result: 'answered',
    hangup_side: 'contact',
  });
  await nothingIsLeftOpen(product.database);
  shift.end();
});

test('a call that comes while the database is away still rings and is answered, and the product recovers', async ({
  product,
}) => {
  const shift = await Shift.begin(product);
  // at its start the gateway learns whom to ring should the database be away
  await product.kill('telephony');
  await product.ready();
  await (await shift.talk()).caller.hangUp();
  await nothingIsLeftOpen(product.database);
  const giveBack = await product.cutDatabase();
  const { caller, phone } = await shift.talk(20_000);
  await caller.hangUp();
  await phone.ended();
  await giveBack();

  await product.ready();
  const next = await shift.talk();
  await next.caller.hangUp();
  await nothingIsLeftOpen(product.database);
  shift.end();
});

test('Redis is killed in mid-call: the talk goes on, windows come back to the very state', async ({
  product,
  office,
}) => {
  const shift = await Shift.begin(product);
  const window = await office.window(shift.team.agents[0]);
  const { caller } = await shift.talk();
  await window.isTalkingWith(shift.contact.name);
  await product.kill('redis');
  await product.ready();

  await window.isTalkingWith(shift.contact.name);
  await caller.hangUp();
  await expect(window.talkTime).toHaveCount(0, { timeout: 15_000 });
  await nothingIsLeftOpen(product.database);
  shift.end();
});
