import { expect, test } from './support/test.ts';

test('a caller’s card opens by itself in exactly one window, and the call goes its way to the timeline', async ({
  product,
  office,
}) => {
  const team = await product.company.team();
  const [agent] = team.agents;
  const caller = await product.company.contact({
    firstName: 'Aneta',
    lastName: 'Kowalska',
    owner: agent,
    tickets: ['The invoice is wrong'],
  });
  const { phone, desk: front } = await office.atWork(agent);
  const other = await office.window(agent, { path: '/calls' });
  await office.bringToFront(front);

  const call = product.trunkPeer.call({ ...product.sip, from: caller.number, to: team.dialled });
  const ringing = await phone.nextCall();
  ringing.ring();

  await test.step('the card says who, why and what is open', async () => {
    await expect(front.card).toBeVisible();
    await expect(front.card.getByRole('heading', { name: 'Aneta Kowalska' })).toBeVisible();
    await expect(front.card).toContainText('mobile of Aneta Kowalska');
    await expect(front.card).toContainText('you manage this contact');
    await expect(front.card.getByRole('list', { name: 'Open tickets' })).toContainText(
      'The invoice is wrong',
    );
    await call.rang();
  });
  await test.step('the other window shows the call bar only', async () => {
    await expect(other.bar).toContainText('Aneta Kowalska');
    await expect(other.card).toHaveCount(0);
    expect(new URL(other.page.url()).pathname).toBe('/calls');
  });
  await test.step('it is on the glass before the second ring', async () => {
    const SECOND_RING_MS = 5000;
    await expect
      .poll(async () => {
        const { rows } = await product.database.query<{ painted_ms: number | null }>(
          'SELECT painted_ms FROM calls WHERE sip_call_id = $1',
          [call.callId],
        );
        return rows[0]?.painted_ms;
      })
      .toBeLessThan(SECOND_RING_MS);
  });
  await test.step('the phone answers: both windows talk', async () => {
    await ringing.answer();
    await call.answered();
    await front.isTalkingWith('Aneta Kowalska');
    await other.isTalkingWith('Aneta Kowalska');
  });
  await test.step('a reload in mid-call comes back to the very state', async () => {
    await front.page.reload();
    await front.isTalkingWith('Aneta Kowalska');
    await front.shows('On a call');
  });
  await test.step('the caller hangs up: wrap-up with outcome and note', async () => {
    await call.hangUp();
    expect(await ringing.ended()).toEqual({ by: 'them', how: 'BYE' });
    await expect(front.wrapUp).toBeVisible();
    await expect(other.wrapUp).toBeVisible();
    await front.wrapUp.getByRole('radio', { name: 'Solved' }).click();
    await front.wrapUp.getByLabel('Note on this call').fill('Sends a corrected invoice.');
    await front.wrapUp.getByRole('button', { name: 'Done' }).click();
    await front.shows('Available');
    await expect(other.wrapUp).toHaveCount(0);
  });
  await test.step('the timeline shows it', async () => {
    await front.page.goto(`${product.webUrls[0]}/contacts/${caller.id}`);
    const entry = front.timeline.getByRole('listitem').filter({ hasText: 'Incoming call' });
    await expect(entry).toContainText('Answered');
    await expect(entry).toContainText('Outcome: Solved');
    await expect(entry).toContainText('Sends a corrected invoice.');
  });
});

test('the agent hangs up: the caller hears it and the wrap-up begins', async ({ product, office }) => {
  const team = await product.company.team();
  const caller = await product.company.contact({
    firstName: 'Piotr',
    lastName: 'Nowak',
    owner: team.agents[0],
  });
  const { phone, desk } = await office.atWork(team.agents[0]);

  const call = product.trunkPeer.call({ ...product.sip, from: caller.number, to: team.dialled });
  const ringing = await phone.nextCall();
  ringing.ring();
  await ringing.answer();
  await call.answered();
  await ringing.hangUp();

  expect(await call.ended()).toEqual({ by: 'them', how: 'BYE' });
  await expect(desk.wrapUp).toBeVisible();
});

test('an agent’s windows at two server processes show the same call', async ({ product, office }) => {
  const team = await product.company.team();
  const caller = await product.company.contact({
    firstName: 'Olga',
    lastName: 'Smirnova',
    owner: team.agents[0],
  });
  const { phone, desk: first } = await office.atWork(team.agents[0]);
  const second = await office.window(team.agents[0], { server: 1 });
  await office.bringToFront(second);

  const call = product.trunkPeer.call({ ...product.sip, from: caller.number, to: team.dialled });
  const ringing = await phone.nextCall();
  ringing.ring();
  await expect(second.card).toBeVisible();
  await expect(first.bar).toContainText('Olga Smirnova');
  await expect(first.card).toHaveCount(0);

  await ringing.answer();
  await first.isTalkingWith('Olga Smirnova');
  await second.isTalkingWith('Olga Smirnova');
  await first.page.goto(`${product.webUrls[1]}/contacts`);
  await first.isTalkingWith('Olga Smirnova');

  await call.hangUp();
  await expect(first.wrapUp).toBeVisible();
  await expect(second.wrapUp).toBeVisible();
});
