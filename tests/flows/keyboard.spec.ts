import { expect, test } from './support/test.ts';
import { Desk } from './support/desk.ts';

test('the main story by keyboard alone: sign in, be available, talk, write up, find the call again', async ({
  product,
  office,
  page,
}) => {
  const team = await product.company.team();
  const [agent] = team.agents;
  const caller = await product.company.contact({ firstName: 'Klara', lastName: 'Klawisz', owner: agent });
  const phone = await office.phone(agent);
  const desk = new Desk(page);
  const { keyboard } = page;

  await test.step('sign in', async () => {
    await page.goto(product.webUrls[0]);
    await expect(page.getByLabel('Login')).toBeFocused();
    await keyboard.type(agent.login);
    await keyboard.press('Tab');
    await keyboard.type(agent.password);
    await keyboard.press('Enter');
    await desk.isOpen();
  });
  await test.step('become available', async () => {
    await keyboard.press('Alt+s');
    await expect(page.getByRole('menuitem', { name: 'Available' })).toBeVisible();
    await keyboard.press('ArrowDown');
    await expect(page.getByRole('menuitem', { name: 'Available' })).toBeFocused();
    await keyboard.press('Enter');
    await desk.shows('Available');
  });
  const call = product.trunkPeer.call({ ...product.sip, from: caller.number, to: team.dialled });
  const ringing = await phone.nextCall();
  ringing.ring();
  await expect(desk.card).toBeVisible();
  await ringing.answer();
  await test.step('write while talking', async () => {
    await desk.isTalkingWith(caller.name);
    await keyboard.press('n');
    await expect(page.getByLabel('Note on this call')).toBeFocused();
    await keyboard.type('Wants the invoice by post.');
  });
  await call.hangUp();
  await test.step('write up', async () => {
    await expect(desk.wrapUp).toBeVisible();
    await expect(page.getByLabel('Note on this call')).toHaveValue('Wants the invoice by post.');
    await keyboard.press('Alt+2');
    await expect(desk.wrapUp.getByRole('radio', { name: 'Call back' })).toBeChecked();
    await keyboard.press('Control+Enter');
    await desk.shows('Available');
  });
  await test.step('find the call again', async () => {
    await keyboard.press('Alt+l');
    await expect(page.getByRole('heading', { level: 1, name: 'Calls' })).toBeVisible();
    await keyboard.press('/');
    await expect(page.getByRole('combobox', { name: 'Find a contact by name or number' })).toBeFocused();
    await keyboard.type('klara klaw');
    await expect(page.getByRole('option', { name: /Klara Klawisz/ })).toBeVisible();
    await keyboard.press('Enter');
    await expect(desk.timeline.getByRole('listitem').filter({ hasText: 'Incoming call' })).toContainText(
      'Wants the invoice by post.',
    );
  });
  await test.step('the list of shortcuts opens and closes', async () => {
    await page.locator('body').press('?');
    const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await expect(list).toBeVisible();
    await keyboard.press('Escape');
    await expect(list).toHaveCount(0);
  });
});
