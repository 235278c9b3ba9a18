import { expect, test } from './support/test.ts';

test('an agent changes state in one window and both windows and the queue follow', async ({
  product,
  office,
}) => {
  const team = await product.company.team();
  const { phone, desk } = await office.atWork(team.agents[0]);
  const other = await office.window(team.agents[0]);

  await desk.chooseState('Pause: Lunch');
  await desk.shows('Paused');
  await other.shows('Paused');

  const call = product.trunkPeer.call({
    ...product.sip,
    from: product.company.unusedNumber(),
    to: team.dialled,
  });
  await call.progressed();
  expect(phone.calls).toHaveLength(0);

  await other.chooseState('Available');
  const ringing = await phone.nextCall();
  ringing.ring();
  await desk.shows('Ringing');
  await call.cancel();
  await desk.shows('Available');
});

test('a state asked for during a call takes effect after it', async ({ product, office }) => {
  const team = await product.company.team({ project: { wrap_up_seconds: 30 } });
  const { phone, desk } = await office.atWork(team.agents[0]);
  const call = product.trunkPeer.call({
    ...product.sip,
    from: product.company.unusedNumber(),
    to: team.dialled,
  });
  const ringing = await phone.nextCall();
  ringing.ring();
  await ringing.answer();
  await desk.shows('On a call');
  await desk.chooseState('Pause: Break');
  await expect(desk.state).toContainText('then Paused');
  await call.hangUp();
  await desk.wrapUp.getByRole('button', { name: 'Done' }).click();
  await desk.shows('Paused');
});
