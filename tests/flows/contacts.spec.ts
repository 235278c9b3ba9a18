import { expect, test } from './support/test.ts';

test('a contact is found by name without its diacritics and by its number in any spelling', async ({
  product,
  office,
}) => {
  const team = await product.company.team();
  const [agent] = team.agents;
  await product.company.contact({
    firstName: 'Łucja',
    lastName: 'Wójcik-Żak',
    owner: agent,
    number: '+48512345678',
  });
  await product.company.contact({
    firstName: 'Adam',
    lastName: 'Inny',
    owner: agent,
    number: '+48698765432',
  });
  const { page } = await office.window(agent);
  const box = page.getByRole('searchbox', { name: 'Search by name or number' });
  const rows = page.getByRole('table', { name: 'Contacts' }).getByRole('rowheader');

  for (const words of [
    'lucja wojcik',
    'WÓJCIK',
    '+48 512 345 678',
    '512-345-678',
    '0048512345678',
    '345678',
  ]) {
    await box.fill(words);
    await expect(rows, words).toHaveText([/Łucja Wójcik-Żak/]);
  }
  await box.fill('nobody of that name');
  await expect(page.getByText('Nobody matches')).toBeVisible();
});

test('an agent sees the contacts of the own team, never those of another', async ({ product, office }) => {
  const team = await product.company.team({ agents: 2 });
  const others = await product.company.team();
  await product.company.contact({ firstName: 'Mine', lastName: 'Reach', owner: team.agents[0] });
  await product.company.contact({ firstName: 'Colleague', lastName: 'Reach', owner: team.agents[1]! });
  await product.company.contact({ firstName: 'Secret', lastName: 'Reach', owner: others.agents[0] });
  for (const user of [team.agents[0], team.head]) {
    const { page } = await office.window(user, { path: '/contacts?search=Reach' });
    await expect(page.getByRole('rowheader')).toHaveText([/Colleague Reach/, /Mine Reach/]);
  }
});
