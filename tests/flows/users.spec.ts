import { expect, test } from './support/test.ts';

test('dismissing somebody who is signed in closes that page to the sign-in screen within a second', async ({
  product,
  office,
}) => {
  const [agent] = (await product.company.team()).agents;
  const theirs = await office.window(agent);
  const { page } = await office.window(product.company.director, { path: `/users/${agent.id}` });

  await page.getByRole('button', { name: 'Change status' }).click();
  const dialog = page.getByRole('dialog', { name: /^Change the status of/ });
  await dialog.getByRole('radio', { name: /^Dismissed/ }).check();
  await expect(dialog.getByText('is signed out everywhere')).toBeVisible();
  const committed = page.waitForResponse(/\/api\/users\/[^/]+\/status$/).then(() => performance.now());
  const closed = theirs.page
    .getByRole('heading', { name: 'Sign in to Ringdesk' })
    .waitFor()
    .then(() => performance.now());
  await dialog.getByRole('button', { name: 'Change status' }).click();

  expect((await closed) - (await committed)).toBeLessThan(1000);
  await expect(theirs.page.getByText('Your session was ended elsewhere.')).toBeVisible();
  await expect(page.getByText('Dismissed', { exact: true })).toBeVisible();
  await theirs.page.reload();
  await expect(theirs.page.getByRole('heading', { name: 'Sign in to Ringdesk' })).toBeVisible();
});

test('somebody who is invited follows the link, chooses a password and works', async ({
  product,
  office,
  browser,
}) => {
  const { head } = await product.company.team();
  const { page } = await office.window(product.company.director, { path: '/users' });

  await test.step('what is missing is named, each field of it', async () => {
    await page.getByRole('button', { name: 'Add user' }).click();
    await page.getByRole('button', { name: 'Add and invite' }).click();
    const summary = page.getByRole('dialog').getByRole('alert');
    for (const field of ['Name', 'E-mail', 'Phone', 'Extension', 'Answers to']) {
      await expect(summary.getByRole('link', { name: field, exact: true })).toBeVisible();
    }
  });
  await test.step('then the user is there, and the invitation on its way', async () => {
    const dialog = page.getByRole('dialog', { name: 'Add user' });
    await dialog.getByLabel('Name').fill('Nina Nowa');
    await dialog.getByRole('textbox', { name: 'E-mail' }).fill('nina.nowa@test.example');
    await dialog.getByLabel('Extension').fill('7301');
    await dialog.getByLabel('Answers to').selectOption(head.name);
    await dialog.getByRole('button', { name: 'Add and invite' }).click();
    const phone = page.getByRole('dialog', { name: 'For this user’s phone' });
    await expect(phone.getByText('nina.nowa', { exact: true })).toBeVisible();
    await phone.getByRole('button', { name: 'Close', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Nina Nowa' })).toBeVisible();
    await expect(page.getByText('Invited', { exact: true })).toBeVisible();
  });

  await page.goto(`${product.webUrls[0]}/settings/mail`);
  await page.getByRole('link', { name: /nina\.nowa@test\.example/ }).click();
  const link = await page.getByRole('article', { name: 'Message' }).getByRole('link').getAttribute('href');

  const context = await browser.newContext();
  const newcomer = await context.newPage();
  await newcomer.goto(link ?? '');
  await newcomer.getByLabel('New password', { exact: true }).fill('a quiet harbour at dusk');
  await newcomer.getByLabel('New password once more').fill('a quiet harbour at dusk');
  await newcomer.getByRole('button', { name: 'Begin' }).click();
  await newcomer.getByRole('link', { name: 'Go to sign-in' }).click();
  await newcomer.getByLabel('Login or e-mail').fill('nina.nowa@test.example');
  await newcomer.getByLabel('Password').fill('a quiet harbour at dusk');
  await newcomer.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(newcomer.getByRole('heading', { name: 'Contacts', exact: true })).toBeVisible();
  await context.close();

  await page.goto(`${product.webUrls[0]}/users?search=nina`);
  await expect(page.getByRole('row', { name: /Nina Nowa/ })).toContainText('Active');
});

test('what a deleted user had goes to the one answered to, and the log says so', async ({
  product,
  office,
}) => {
  const team = await product.company.team();
  const [agent] = team.agents;
  await product.company.contact({ firstName: 'Wanda', lastName: 'Weitergabe', owner: agent });
  const { page } = await office.window(product.company.director, { path: `/users/${agent.id}` });

  await page.getByRole('button', { name: 'Delete user' }).click();
  const dialog = page.getByRole('dialog', { name: `Delete ${agent.name}` });
  await expect(dialog.getByText(`All of this goes to ${team.head.name}`)).toBeVisible();
  await expect(dialog.getByText('1 contact', { exact: true })).toBeVisible();
  await dialog.getByRole('button', { name: `Delete ${agent.name}` }).click();
  await expect(page.getByRole('heading', { name: 'Users', exact: true })).toBeVisible();
  await expect(page.getByRole('row', { name: new RegExp(agent.name) })).toHaveCount(0);

  const head = await office.window(team.head, { path: '/contacts?search=Weitergabe' });
  await expect(head.page.getByRole('row', { name: /Wanda Weitergabe/ })).toContainText(team.head.name);

  await page.goto(`${product.webUrls[0]}/settings/audit?what=user:deleted&search=${agent.name}`);
  const entry = page.getByRole('row', { name: /Deleted a user/ });
  await expect(entry).toContainText(product.company.director.name);
  await entry.getByRole('button', { name: 'Show what changed' }).click();
  await expect(page.getByRole('row', { name: `Goes to empty ${team.head.name}`, exact: true })).toBeVisible();
});

test('a session that is ended from the card closes its page; the Director’s role is not handed over by accident', async ({
  product,
  office,
}) => {
  const [agent] = (await product.company.team()).agents;
  const theirs = await office.window(agent);
  const { page } = await office.window(product.company.director, { path: `/users/${agent.id}` });

  await page.getByRole('button', { name: 'Hand over the Director’s role' }).click();
  const dialog = page.getByRole('dialog', { name: `Hand over the Director’s role to ${agent.name}` });
  await dialog.getByLabel('Name of the new Director').fill('Somebody else');
  await dialog.getByRole('button', { name: 'Hand over', exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText('This is not the name.');
  await expect(dialog.getByRole('alert')).toContainText('Your password');
  await dialog.getByLabel('Name of the new Director').fill(agent.name);
  await dialog.getByLabel('Your password').fill('not the password at all');
  await dialog.getByRole('button', { name: 'Hand over', exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText('This is not the password.');
  await page.keyboard.press('Escape');

  const sessions = page.getByRole('region', { name: 'Sessions' });
  await sessions.getByRole('button', { name: /^End the session: / }).click();
  await expect(sessions.getByText('Not signed in anywhere')).toBeVisible();
  await expect(theirs.page.getByRole('heading', { name: 'Sign in to Ringdesk' })).toBeVisible();
});

test('users, a card and the structure are walked by keyboard alone', async ({ product, office }) => {
  const [agent] = (await product.company.team()).agents;
  const { page } = await office.window(product.company.director);
  const { keyboard } = page;

  await keyboard.press('Alt+u');
  await expect(page.getByRole('heading', { name: 'Users', exact: true })).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search by name, login or e-mail' }).focus();
  await keyboard.type(agent.name);
  await expect(page.getByRole('rowheader')).toHaveCount(1);
  const name = page.getByRole('rowheader').getByRole('link');
  while (!(await name.evaluate((link) => link === link.ownerDocument.activeElement)))
    await keyboard.press('Tab');
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: agent.name })).toBeVisible();

  await page.getByLabel('May look: Deals').focus();
  await keyboard.press('Space');
  await expect(page.getByLabel('May change: Deals')).not.toBeChecked();
  await keyboard.press('Control+Enter');
  await expect(page.getByText(`Saved. ${agent.name} sees the change at once.`)).toBeVisible();

  await page.getByRole('button', { name: 'Change status' }).focus();
  await keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Change status' })).toBeFocused();

  await keyboard.press('Alt+t');
  await page.getByRole('button', { name: 'Add group' }).focus();
  await keyboard.press('Enter');
  await keyboard.type(`Keys ${agent.login}`);
  await keyboard.press('Enter');
  await expect(page.getByText(`Keys ${agent.login}`, { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add group' })).toBeFocused();
});
