import { expect, test } from './support/test.ts';

test('a section that is closed leaves menu and page at once; without the pencil nothing offers a change', async ({
  product,
  office,
}) => {
  const [agent] = (await product.company.team()).agents;
  const theirs = await office.window(agent, { path: '/meetings' });
  await expect(theirs.page.getByRole('heading', { name: 'Meetings', exact: true })).toBeVisible();
  const { page } = await office.window(product.company.director, { path: `/users/${agent.id}` });

  await page.getByLabel('May look: Meetings').uncheck();
  await expect(page.getByLabel('May change: Meetings')).not.toBeChecked();
  await page.getByLabel('May change: Contacts').uncheck();
  await expect(page.getByRole('region', { name: `What ${agent.name} sees` })).toContainText(
    'only to look: Contacts',
  );
  await page.getByRole('form', { name: 'Access' }).getByRole('button', { name: 'Save' }).click();

  await expect(theirs.page.getByRole('heading', { name: 'Contacts', exact: true })).toBeVisible();
  await expect(theirs.page.getByText('The page you had open is no longer part of it.')).toBeVisible();
  const menu = theirs.page.getByRole('navigation', { name: 'Sections' });
  await expect(menu.getByRole('link', { name: 'Meetings' })).toHaveCount(0);
  await expect(theirs.page.getByRole('button', { name: 'Add contact' })).toHaveCount(0);
  await theirs.page.goto(`${product.webUrls[0]}/meetings`);
  await expect(theirs.page.getByRole('heading', { name: 'Contacts', exact: true })).toBeVisible();
  await theirs.page.goto(`${product.webUrls[0]}/users`);
  await expect(theirs.page.getByRole('heading', { name: 'Contacts', exact: true })).toBeVisible();
});

test('the Director looks as somebody else: what they see, no buttons, a banner; and stops', async ({
  product,
  office,
}) => {
  const [agent, other] = (await product.company.team({ agents: 2 })).agents;
  await product.database.query(`UPDATE users SET data_access = 'own' WHERE id = $1`, [agent.id]);
  await product.company.contact({ firstName: 'Own', lastName: 'Lookalike', owner: agent });
  await product.company.contact({ firstName: 'Strange', lastName: 'Lookalike', owner: other! });
  const { page } = await office.window(product.company.director, { path: `/users/${agent.id}` });

  await page.getByRole('button', { name: 'Look as this user' }).click();
  await expect(page.getByText(`You see Ringdesk as ${agent.name}, read-only`)).toBeVisible();
  await page.goto(`${product.webUrls[0]}/contacts?search=Lookalike`);
  await expect(page.getByRole('row', { name: /Own Lookalike/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /Strange Lookalike/ })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Add contact' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Own Lookalike' }).click();
  await expect(page.getByText('You may see this contact, but not change it.')).toBeVisible();

  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('heading', { level: 1, name: agent.name })).toBeVisible();
  await expect(page.getByText('You see Ringdesk as')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Look as this user' })).toBeVisible();
});

test('a caller out of reach is asked for, a supervisor opens the contact, and the card appears by itself', async ({
  product,
  office,
}) => {
  const team = await product.company.team({ agents: 2 });
  const [agent, colleague] = team.agents;
  await product.database.query(`UPDATE users SET data_access = 'own' WHERE id = $1`, [agent.id]);
  const caller = await product.company.contact({
    firstName: 'Zofia',
    lastName: 'Zakryta',
    owner: colleague!,
  });
  const { phone, desk } = await office.atWork(agent);
  const supervisor = await office.window(team.head, { path: '/users' });

  const call = product.trunkPeer.call({ ...product.sip, from: caller.number, to: team.dialled });
  const ringing = await phone.nextCall();
  ringing.ring();
  await expect(desk.card.getByRole('heading', { name: 'Known caller, not in your reach' })).toBeVisible();
  await expect(desk.page.getByText('Zakryta')).toHaveCount(0);
  await ringing.answer();
  await desk.card.getByRole('button', { name: 'Ask a supervisor' }).click();
  await expect(desk.card.getByText('You asked for this contact.')).toBeVisible();

  await expect(supervisor.page.getByText(`${agent.name} asks for ${caller.name}.`)).toBeVisible();
  await supervisor.page.getByRole('button', { name: 'Requests for contacts: 1' }).click();
  await supervisor.page.getByRole('dialog').getByRole('button', { name: 'Add as manager' }).click();
  await expect(supervisor.page.getByText('Nobody asks for a contact just now.')).toBeVisible();

  await expect(desk.card.getByRole('heading', { name: caller.name })).toBeVisible();
  await call.hangUp();
});
