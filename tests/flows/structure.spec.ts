import type { Page } from '@playwright/test';
import { expect, test } from './support/test.ts';

test('a user limited to a channel sees its records alone, at once; old ones come back by restoring visibility', async ({
  product,
  office,
}) => {
  const [agent] = (await product.company.team()).agents;
  await product.company.contact({ firstName: 'Olga', lastName: 'Vorher', owner: agent });
  const theirs = await office.window(agent);
  await expect(theirs.page.getByRole('row', { name: /Olga Vorher/ })).toBeVisible();
  const { page } = await office.window(product.company.director, { path: '/settings/structure' });
  const channel = `Harbour ${agent.login}`;
  await turnChannelsOn(page);
  await addChannel(page, channel);

  await test.step('the card says beforehand what it will mean', async () => {
    await page.goto(`${product.webUrls[0]}/users/${agent.id}`);
    await page.getByLabel('Channel', { exact: true }).selectOption(channel);
    await expect(page.getByRole('region', { name: `What ${agent.name} sees` })).toContainText(
      `in channel ${channel}`,
    );
    await page.getByRole('form', { name: 'Access' }).getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText(`Saved. ${agent.name} sees the change at once.`)).toBeVisible();
  });
  await test.step('the list that is open loses what is not of the channel', async () => {
    await expect(theirs.page.getByText('Your access was changed.')).toBeVisible();
    await expect(theirs.page.getByRole('row', { name: /Olga Vorher/ })).toHaveCount(0);
  });
  await test.step('a new record carries the channel and is seen', async () => {
    await theirs.page.getByRole('button', { name: 'Add contact' }).first().click();
    await theirs.page.getByLabel('First name or company').fill('Nela');
    await theirs.page.getByRole('dialog').getByRole('button', { name: 'Add contact' }).click();
    await expect(theirs.page.getByRole('heading', { level: 1, name: 'Nela' })).toBeVisible();
    await expect(theirs.page.getByRole('listitem').filter({ hasText: channel })).toBeVisible();
  });
  await test.step('the old one is counted, relabelled and seen again', async () => {
    await page.getByRole('button', { name: 'Restore visibility' }).click();
    const dialog = page.getByRole('dialog', { name: /^Restore visibility/ });
    await expect(dialog.getByText('1 contact', { exact: true })).toBeVisible();
    await dialog.getByRole('button', { name: 'Relabel 1 record' }).click();
    await expect(page.getByText('1 record was relabelled.')).toBeVisible();
    await theirs.page.goto(`${product.webUrls[0]}/contacts`);
    await expect(theirs.page.getByRole('row', { name: /Olga Vorher/ })).toBeVisible();
  });
  await test.step('a channel somebody is in is not deleted, and it is said who', async () => {
    await page.goto(`${product.webUrls[0]}/settings/structure`);
    await page.getByRole('button', { name: `Delete ${channel}` }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(page.getByRole('dialog').getByRole('alert')).toContainText('1 user and 2 contacts');
  });
});

test('the Director looks at one channel at a time, in every list, and at all of them again', async ({
  product,
  office,
}) => {
  const [agent] = (await product.company.team()).agents;
  const inside = await product.company.contact({ firstName: 'Ingrid', lastName: 'Switchtest', owner: agent });
  await product.company.contact({ firstName: 'Oskar', lastName: 'Switchtest', owner: agent });
  const { page } = await office.window(product.company.director, { path: '/settings/structure' });
  const channel = `Direct ${agent.login}`;
  await turnChannelsOn(page);
  await addChannel(page, channel);
  await product.database.query(
    `UPDATE contacts SET channel_id = (SELECT id FROM sales_channels WHERE name = $1) WHERE id = $2`,
    [channel, inside.id],
  );
  await page.goto(`${product.webUrls[0]}/contacts?search=Switchtest`);
  await expect(page.getByRole('row', { name: /Switchtest/ })).toHaveCount(2);

  await test.step('by the filter of the list', async () => {
    const filters = page.getByRole('complementary', { name: 'Filters' });
    await filters.getByRole('combobox', { name: 'Sales channel' }).selectOption(channel);
    await expect(page.getByRole('row', { name: /Oskar/ })).toHaveCount(0);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByRole('searchbox', { name: 'Search by name or number' }).fill('Switchtest');
    await expect(page.getByRole('row', { name: /Switchtest/ })).toHaveCount(2);
  });
  const panel = page.getByRole('region', { name: 'Call', exact: true }).getByLabel('Sales channel');
  await panel.selectOption(channel);
  await expect(page.getByText(`From now on you see only channel ${channel}.`)).toBeVisible();
  await expect(page.getByRole('row', { name: /Switchtest/ })).toHaveCount(1);
  await page.reload();
  await expect(page.getByRole('row', { name: /Switchtest/ })).toHaveCount(1);
  await panel.selectOption('All channels');
  await expect(page.getByRole('row', { name: /Switchtest/ })).toHaveCount(2);
});

async function turnChannelsOn(page: Page): Promise<void> {
  await expect(page.getByRole('switch', { name: /^Sales channels: / })).toBeVisible();
  const off = page.getByRole('switch', { name: 'Sales channels: Off' });
  if (await off.isVisible()) await off.click();
  await expect(page.getByRole('switch', { name: 'Sales channels: On' })).toBeVisible();
}

async function addChannel(page: Page, name: string): Promise<void> {
  const channels = page.getByRole('region', { name: 'Channels', exact: true });
  await channels.getByRole('button', { name: 'Add channel' }).click();
  await channels.getByLabel('Name').fill(name);
  await channels.getByLabel('Name').press('Enter');
  await expect(channels.getByText(name, { exact: true })).toBeVisible();
}
