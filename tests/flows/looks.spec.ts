import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { promiseMeeting } from '../support/product/promise-meeting.ts';
import { expect, test } from './support/test.ts';

const SIZES = [
  { width: 1440, height: 900 },
  { width: 768, height: 1024 },
] as const;
const THEMES = ['light', 'dark'] as const;
/** Each theme once and each width once: a page is four pictures, and twice what axe takes its time for. */
const AXE_LOOKS_AT: readonly string[] = ['light 1440', 'dark 768'];

test('every page is accessible in both themes and both sizes; pictures are kept to be looked at', async ({
  product,
  office,
  page: stranger,
}, testInfo) => {
  test.slow();
  const team = await product.company.team({ agents: 2 });
  const [agent] = team.agents;
  const names = [
    'Łucja Wójcik',
    'Иван Соловьёв',
    'Zoë O’Connor',
    'Jürgen Weiß',
    'Małgorzata Dąbrowska-Zielińska',
  ];
  for (const name of names) {
    const [firstName = '', lastName = ''] = name.split(' ');
    await product.company.contact({ firstName, lastName, owner: agent });
  }
  const caller = await product.company.contact({
    firstName: 'Aneta',
    lastName: 'Kowalska',
    owner: agent,
    tickets: ['The invoice is wrong', 'Delivery is late'],
  });
  await promiseMeeting(product, { team, contact: caller, mode: 'manual', inSeconds: 3600, forSeconds: 1800 });
  const look = async (page: Page, name: string): Promise<void> => {
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      for (const size of SIZES) {
        await page.setViewportSize(size);
        const path = testInfo.outputPath(`${name}-${colorScheme}-${size.width}x${size.height}.png`);
        await page.screenshot({ path });
        if (AXE_LOOKS_AT.includes(`${colorScheme} ${size.width}`))
          await axe(page, `${name}, ${colorScheme}, ${size.width} wide`);
      }
    }
    await page.setViewportSize(SIZES[0]);
  };

  await stranger.goto(product.webUrls[0]);
  await expect(stranger.getByRole('heading', { name: 'Sign in to Ringdesk' })).toBeVisible();
  await look(stranger, '01-sign-in');

  const { phone, desk } = await office.atWork(agent);
  const { page } = desk;
  await expect(page.getByRole('rowheader').first()).toBeVisible();
  await look(page, '02-contacts');

  const call = product.trunkPeer.call({ ...product.sip, from: caller.number, to: team.dialled });
  const ringing = await phone.nextCall();
  ringing.ring();
  await expect(desk.card).toBeVisible();
  await expect(desk.timeline.getByRole('listitem').first()).toBeVisible();
  await look(page, '03-ringing');
  await ringing.answer();
  await desk.isTalkingWith(caller.name);
  await look(page, '04-talking');
  await call.hangUp();
  await expect(desk.wrapUp).toBeVisible();
  await look(page, '05-wrap-up');
  await desk.wrapUp.getByRole('radio', { name: 'Solved' }).click();
  await desk.wrapUp.getByRole('button', { name: 'Done' }).click();
  await desk.shows('Available');

  const strange = product.trunkPeer.call({
    ...product.sip,
    from: product.company.unusedNumber(),
    to: team.dialled,
  });
  const second = await phone.nextCall();
  second.ring();
  await expect(desk.card.getByRole('heading', { name: 'Unknown caller' })).toBeVisible();
  await look(page, '06-unknown-caller');
  await strange.cancel();
  await desk.shows('Available');

  await page.goto(`${product.webUrls[0]}/contacts/${caller.id}`);
  await expect(page.getByRole('heading', { level: 1, name: caller.name })).toBeVisible();
  await expect(desk.timeline.getByRole('listitem').first()).toBeVisible();
  await look(page, '07-contact');
  await page.getByRole('button', { name: 'Meeting', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'New phone meeting' })).toBeVisible();
  await look(page, '08-meeting-dialog');
  await page.keyboard.press('Escape');

  const { rows } = await product.database.query<{ id: string }>(
    'SELECT id FROM calls WHERE contact_id = $1',
    [caller.id],
  );
  await page.goto(`${product.webUrls[0]}/calls/${rows[0]?.id}`);
  await expect(page.getByRole('heading', { name: 'Legs' })).toBeVisible();
  await look(page, '09-calls');

  await page.goto(`${product.webUrls[0]}/meetings`);
  // an hour from now it may be another day
  await page.getByRole('button', { name: 'Upcoming' }).click();
  await expect(page.getByText(`Call ${caller.name}`).first()).toBeVisible();
  await look(page, '10-meetings');

  const supervisor = await office.window(team.head, { path: '/wallboard' });
  await expect(supervisor.page.getByRole('heading', { name: 'Agents' })).toBeVisible();
  await look(supervisor.page, '11-wallboard');
});

async function axe(page: Page, what: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag22aa']).analyze();
  const told = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
  );
  expect.soft(told, what).toEqual([]);
}
