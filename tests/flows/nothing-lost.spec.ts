import { generateSync } from 'otplib';
import { expect, test } from './support/test.ts';

test('a half-filled form survives the pop of a call', async ({ product, office }) => {
  const team = await product.company.team();
  const [agent] = team.agents;
  const edited = await product.company.contact({ firstName: 'Half', lastName: 'Written', owner: agent });
  const caller = await product.company.contact({ firstName: 'Sudden', lastName: 'Caller', owner: agent });
  const { phone, desk } = await office.atWork(agent);
  await desk.page.goto(`${product.webUrls[0]}/contacts/${edited.id}`);
  await desk.page.getByLabel('Position').fill('Head of half sentences');
  await desk.timeline.first().isVisible();

  const call = product.trunkPeer.call({ ...product.sip, from: caller.number, to: team.dialled });
  const ringing = await phone.nextCall();
  ringing.ring();
  await expect(desk.card.getByRole('heading', { name: 'Sudden Caller' })).toBeVisible();
  await call.cancel();

  await desk.page
    .getByRole('link', { name: /Half Written/ })
    .first()
    .click();
  await expect(desk.page.getByLabel('Position')).toHaveValue('Head of half sentences');
});

test('a dialog that is being filled in stays open when a call pops', async ({ product, office }) => {
  const team = await product.company.team();
  const caller = await product.company.contact({
    firstName: 'Late',
    lastName: 'Caller',
    owner: team.agents[0],
  });
  const { phone, desk } = await office.atWork(team.agents[0]);
  await desk.page.getByRole('button', { name: 'Add contact' }).click();
  const dialog = desk.page.getByRole('dialog', { name: 'Add contact' });
  await dialog.getByLabel('First name or company').fill('Begun');

  const call = product.trunkPeer.call({ ...product.sip, from: caller.number, to: team.dialled });
  const ringing = await phone.nextCall();
  ringing.ring();
  await expect(desk.bar).toContainText('Late Caller');
  const reopen = desk.page.getByRole('button', { name: /^Continue: Add contact/ });
  if (!(await dialog.isVisible())) await reopen.click();
  await expect(dialog.getByLabel('First name or company')).toHaveValue('Begun');
  await call.cancel();
});

test('recovery codes that nobody has kept yet wait while a call pops', async ({ product, office }) => {
  const team = await product.company.team();
  const [agent] = team.agents;
  const caller = await product.company.contact({ firstName: 'Early', lastName: 'Caller', owner: agent });
  const { phone, desk } = await office.atWork(agent);
  const { page } = desk;
  await page.goto(`${product.webUrls[0]}/account`);
  await page.getByRole('button', { name: 'Set up' }).click();
  await page.getByLabel('Your password').fill(agent.password);
  await page.getByRole('button', { name: 'Go on' }).click();
  const secret = (await page.locator('code').innerText()).replaceAll(' ', '');
  await page.getByLabel('Code the app shows now').fill(generateSync({ secret }));
  await page.getByRole('button', { name: 'Turn on' }).click();
  const codes = page.getByRole('dialog', { name: 'Your recovery codes' });
  await expect(codes.getByRole('listitem')).toHaveCount(10);
  await page.keyboard.press('Escape');
  await expect(codes).toBeVisible();

  const call = product.trunkPeer.call({ ...product.sip, from: caller.number, to: team.dialled });
  const ringing = await phone.nextCall();
  ringing.ring();
  await expect(desk.card.getByRole('heading', { name: 'Early Caller' })).toBeVisible();
  await expect(codes).toHaveCount(0);
  await call.cancel();
  await page.getByRole('button', { name: 'Continue: Your recovery codes' }).click();
  await expect(codes.getByRole('listitem')).toHaveCount(10);
  await codes.getByRole('button', { name: 'I have kept them' }).click();
  await expect(codes).toHaveCount(0);
});
