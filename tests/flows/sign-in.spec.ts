import { expect, test } from './support/test.ts';

test('the right password opens the desk, a wrong one says so without saying which part', async ({
  product,
  page,
}) => {
  const [agent] = (await product.company.team()).agents;
  await page.goto(product.webUrls[0]);
  await expect(page.getByRole('heading', { name: 'Sign in to Ringdesk' })).toBeVisible();

  await page.getByLabel('Login').fill(agent.login);
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('That login and password do not go together.')).toBeVisible();

  await page.getByLabel('Password').fill(agent.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Contacts', exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: `Your account: ${agent.name}` })).toBeVisible();
});

test('after signing out the desk is closed in every window', async ({ product, office }) => {
  const [agent] = (await product.company.team()).agents;
  const first = await office.window(agent);
  const second = await office.window(agent);
  await first.page.getByRole('button', { name: /^Your account/ }).click();
  await first.page.getByRole('button', { name: 'Sign out' }).click();

  for (const { page } of [first, second]) {
    await expect(page.getByRole('heading', { name: 'Sign in to Ringdesk' })).toBeVisible();
  }
});
