import { expect, test } from './support/test.ts';

test('a caller who gives up while it rings leaves an abandoned call and a free agent', async ({
  product,
  office,
}) => {
  const team = await product.company.team();
  const caller = await product.company.contact({
    firstName: 'Ewa',
    lastName: 'Mazur',
    owner: team.agents[0],
  });
  const { phone, desk } = await office.atWork(team.agents[0]);

  const call = product.trunkPeer.call({ ...product.sip, from: caller.number, to: team.dialled });
  const ringing = await phone.nextCall();
  ringing.ring();
  await expect(desk.card).toBeVisible();
  await call.cancel();

  expect(await call.ended()).toEqual({ by: 'them', how: 487 });
  expect(await ringing.ended()).toEqual({ by: 'them', how: 'CANCEL' });
  await expect(desk.bar).toContainText('before anybody answered');
  await desk.shows('Available');
  await desk.page.goto(`${product.webUrls[0]}/contacts/${caller.id}`);
  await expect(desk.timeline.getByRole('listitem').filter({ hasText: 'Incoming call' })).toContainText(
    'Abandoned',
  );
});

test('a call one agent rejects opens on the next agent’s screen', async ({ product, office }) => {
  const team = await product.company.team({ agents: 2 });
  const caller = await product.company.contact({
    firstName: 'Jan',
    lastName: 'Zieliński',
    owner: team.agents[0],
  });
  const staff = [await office.atWork(team.agents[0]), await office.atWork(team.agents[1]!)];

  product.trunkPeer.call({ ...product.sip, from: caller.number, to: team.dialled });
  const first = await Promise.race(staff.map(async (one) => ({ one, call: await one.phone.nextCall() })));
  const next = staff.find((one) => one !== first.one)!;
  first.call.ring();
  first.call.reject(486);

  const second = await next.phone.nextCall();
  second.ring();
  await expect(next.desk.card).toBeVisible();
  await expect(first.one.desk.bar).toContainText('The call went on to the queue');
  await second.answer();
  await next.desk.isTalkingWith('Jan Zieliński');
  await second.hangUp();
});

test('a phone that was unplugged does not keep the caller waiting in silence', async ({
  product,
  office,
}) => {
  const team = await product.company.team({ agents: 2 });
  const caller = await product.company.contact({ firstName: 'Iza', lastName: 'Lis', owner: team.agents[0] });
  const staff = [await office.atWork(team.agents[0]), await office.atWork(team.agents[1]!)];
  // whoever has been free longest is called first
  staff[0]!.phone.unplug();

  const call = product.trunkPeer.call({ ...product.sip, from: caller.number, to: team.dialled });
  const ringing = await staff[1]!.phone.nextCall(20_000);
  ringing.ring();
  await ringing.answer();
  await call.answered();
  await expect(staff[1]!.desk.talkTime).toBeVisible();
  await expect(staff[0]!.desk.bar).toContainText('The call went on to the queue');
  await call.hangUp();
});
