import { expect, test } from './support/test.ts';

test('an unknown caller is added in one field, and the running call is theirs', async ({
  product,
  office,
}) => {
  const team = await product.company.team();
  const number = product.company.unusedNumber();
  const { phone, desk } = await office.atWork(team.agents[0]);

  const call = product.trunkPeer.call({ ...product.sip, from: number, to: team.dialled });
  const ringing = await phone.nextCall();
  ringing.ring();
  await expect(desk.card.getByRole('heading', { name: 'Unknown caller' })).toBeVisible();
  await expect(desk.card).toContainText('Poland');
  await ringing.answer();
  await expect(desk.card.getByLabel('Name')).toBeFocused();
  await desk.page.keyboard.type('Wanda Wilk');
  await desk.page.keyboard.press('Enter');

  await desk.isTalkingWith('Wanda Wilk');
  await expect(desk.page.getByRole('heading', { name: 'Wanda Wilk' }).first()).toBeVisible();
  await call.hangUp();
  await expect(desk.timeline.getByRole('listitem').filter({ hasText: 'Incoming call' })).toContainText(
    'Answered',
  );
});

test('a call that ends while its timeline is read for the first time has ended on it', async ({
  product,
  office,
}) => {
  const team = await product.company.team();
  const { phone, desk } = await office.atWork(team.agents[0]);
  const { promise: isAllowed, resolve: allow } = Promise.withResolvers<void>();
  const { promise: isRead, resolve: noteRead } = Promise.withResolvers<void>();
  await desk.page.route(/\/timeline\b/, async (route) => {
    const answer = await route.fetch();
    noteRead();
    await isAllowed;
    await route.fulfill({ response: answer });
  });

  const from = product.company.unusedNumber();
  const call = product.trunkPeer.call({ ...product.sip, from, to: team.dialled });
  const ringing = await phone.nextCall();
  await ringing.answer();
  await expect(desk.card.getByLabel('Name')).toBeFocused();
  await desk.page.keyboard.type('Wanda Wilk');
  await desk.page.keyboard.press('Enter');
  await isRead;
  await call.hangUp();
  await expect(desk.wrapUp).toBeVisible();
  allow();

  const entry = desk.timeline.getByRole('listitem').filter({ hasText: 'Incoming call' });
  await expect(entry).toContainText('Answered');
  await expect(entry).not.toContainText('In a call');
});

test('a caller out of the agent’s reach shows one sentence and nothing else', async ({ product, office }) => {
  const team = await product.company.team();
  const others = await product.company.team();
  const secret = await product.company.contact({
    firstName: 'Zenon',
    lastName: 'Tajny',
    owner: others.agents[0],
    tickets: ['A matter of others'],
  });
  const { phone, desk } = await office.atWork(team.agents[0]);

  const call = product.trunkPeer.call({
    ...product.sip,
    from: secret.number,
    to: team.dialled,
    displayName: 'Zenon Tajny',
  });
  const ringing = await phone.nextCall();
  ringing.ring();
  await expect(desk.card.getByRole('heading', { name: 'Known caller, not in your reach' })).toBeVisible();
  const words = await desk.page.locator('body').innerText();
  expect(words).not.toContain('Tajny');
  expect(words).not.toContain('A matter of others');
  await call.cancel();
});
