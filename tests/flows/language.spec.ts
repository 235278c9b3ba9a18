import { expect, test } from './support/test.ts';

test('the whole desk changes language at once and keeps it', async ({ product, office }) => {
  const [agent] = (await product.company.team()).agents;
  const { page } = await office.window(agent);
  const languages = [
    { choose: 'pl', heading: 'Kontakty', html: 'pl' },
    { choose: 'ru', heading: 'Контакты', html: 'ru' },
    { choose: 'en', heading: 'Contacts', html: 'en' },
  ];
  for (const { choose, heading, html } of languages) {
    await page.getByRole('button', { name: agent.name }).click();
    const languageList = page
      .getByRole('combobox')
      .filter({ has: page.getByRole('option', { name: 'Polski' }) });
    await languageList.last().selectOption(choose);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
    await expect(page.locator('html')).toHaveAttribute('lang', html);
    await page.keyboard.press('Escape');
    await page.reload();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
  }
});
