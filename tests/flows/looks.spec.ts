import type { Page, TestInfo } from '@playwright/test';
import { generateSync } from 'otplib';
import type { Product } from '../support/product/start-product.ts';
import { promiseMeeting } from '../support/product/promise-meeting.ts';
import { accessibilityProblems } from './support/accessibility.ts';
import { expect, test } from './support/test.ts';
import { addVirtualDevice } from './support/virtual-device.ts';

const SIZES = [
  { width: 1440, height: 900 },
  { width: 768, height: 1024 },
] as const;
const THEMES = ['light', 'dark'] as const;
/** Each theme once and each width once. */
const AXE_LOOKS_AT: readonly string[] = ['light 1440', 'dark 768'];
/** For somebody to look at; axe looks at the pages anyway. */
const ARE_PICTURES_WANTED = process.env['LOOKS_PICTURES'] === 'yes';

// a page that is left with a form open shows it again: each dialog is seen to be gone before the next page

/** Has axe look at what a page shows now, and takes the four pictures of it where they are wanted. */
function photographer(testInfo: TestInfo): (page: Page, name: string) => Promise<void> {
  return async (page, name) => {
    for (const colorScheme of THEMES)
      for (const size of SIZES) {
        const isForAxe = AXE_LOOKS_AT.includes(`${colorScheme} ${size.width}`);
        if (!isForAxe && !ARE_PICTURES_WANTED) continue;
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.setViewportSize(size);
        const path = testInfo.outputPath(`${name}-${colorScheme}-${size.width}x${size.height}.png`);
        if (ARE_PICTURES_WANTED) await page.screenshot({ path });
        const what = `${name}, ${colorScheme}, ${size.width} wide`;
        if (isForAxe) expect.soft(await accessibilityProblems(page), what).toEqual([]);
      }
    await page.setViewportSize(SIZES[0]);
  };
}

test('every page is accessible in both themes and both sizes', async ({
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
  const look = photographer(testInfo);

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
  await expect(page.getByRole('dialog')).toHaveCount(0);

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

test('the settings are accessible', async ({ product, office }, testInfo) => {
  test.slow();
  const look = photographer(testInfo);
  const { page } = await office.window(product.company.director, { path: '/settings/structure' });
  await expect(page.getByRole('heading', { name: 'Branches' })).toBeVisible();
  const turnOn = page.getByRole('switch', { name: 'Sales channels: Off' });
  if (await turnOn.isVisible()) await turnOn.click();
  await expect(page.getByRole('switch', { name: 'Sales channels: On' })).toBeVisible();
  for (const [division, name] of [
    ['Channels', 'Web shop'],
    ['Branches', 'Екатеринбург'],
    ['Departments', 'Complaints'],
    ['Groups', 'Export'],
  ] as const) {
    const list = page.getByRole('region', { name: division, exact: true });
    await list.getByRole('button', { name: /^Add / }).click();
    await list.getByLabel('Name').fill(name);
    await list.getByRole('button', { name: 'Save' }).click();
    await expect(list.getByText(name, { exact: true })).toBeVisible();
  }
  await page.getByRole('button', { name: 'Edit Export' }).click();
  await look(page, '20-structure');

  await page.goto(`${product.webUrls[0]}/settings/ranges`);
  await page.getByRole('textbox', { name: 'Range' }).fill('198.51.100.0/24');
  await page.getByRole('textbox', { name: 'Note' }).fill('Office in Gdańsk');
  await page.getByRole('button', { name: 'Add range' }).click();
  await expect(page.getByRole('cell', { name: '198.51.100.0/24', exact: true })).toBeVisible();
  await look(page, '21-ranges');

  await page.goto(`${product.webUrls[0]}/settings/audit`);
  await page.getByRole('button', { name: 'Show what changed' }).first().click();
  await look(page, '22-audit');
  await page.goto(`${product.webUrls[0]}/settings/mail`);
  await expect(page.getByText(/embedded stand-in/)).toBeVisible();
  await look(page, '23-mail');
});

test('users and their cards are accessible', async ({ product, office }, testInfo) => {
  test.slow();
  const look = photographer(testInfo);
  const [agent] = (await product.company.team({ agents: 3 })).agents;
  await withChannel(product, 'North');
  const { page } = await office.window(product.company.director, { path: '/users' });
  await expect(page.getByRole('rowheader').first()).toBeVisible();
  await look(page, '24-users');
  await page.getByRole('button', { name: 'Add user' }).click();
  await page.getByRole('button', { name: 'Add and invite' }).click();
  await expect(page.getByText(/fields need another look/)).toBeVisible();
  await look(page, '25-add-user');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await page.goto(`${product.webUrls[0]}/users/${agent.id}`);
  await expect(page.getByRole('heading', { level: 1, name: agent.name })).toBeVisible();
  await look(page, '26-user');
  await page.getByLabel('Channel', { exact: true }).selectOption('North');
  await page.getByLabel('Partners: Reader').check();
  await page.getByLabel('May change: Calls').uncheck();
  await look(page, '27-user-editing');
  await page.goto(`${product.webUrls[0]}/users/${product.company.director.id}`);
  await expect(page.getByRole('note')).toBeVisible();
  await look(page, '28-director');
});

test('what is done to a user is accessible', async ({ product, office }, testInfo) => {
  test.slow();
  const look = photographer(testInfo);
  const [agent] = (await product.company.team()).agents;
  await product.company.contact({ firstName: 'Ewa', lastName: 'Kowalska', owner: agent });
  await withChannel(product, 'North');
  await product.database.query(
    `UPDATE users SET channel_id = (SELECT id FROM sales_channels WHERE name = 'North') WHERE id = $1`,
    [agent.id],
  );
  const { page } = await office.window(product.company.director, { path: `/users/${agent.id}` });
  for (const [button, title, picture] of [
    ['Change status', 'Change the status', '29-status'],
    ['Restore visibility', 'Restore visibility for', '30-restore'],
    ['Hand over the Director’s role', 'Hand over the Director’s role to', '31-hand-over-role'],
    ['Delete user', 'Delete ', '32-delete'],
  ] as const) {
    await page.getByRole('button', { name: button }).click();
    const dialog = page.getByRole('dialog', { name: new RegExp(title) });
    await expect(dialog).toBeVisible();
    if (picture === '29-status') await dialog.getByRole('radio', { name: /Dismissed/ }).check();
    await look(page, picture);
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  }
  await page.getByRole('button', { name: 'Look as this user' }).click();
  await expect(page.getByText(`You see Ringdesk as ${agent.name}, read-only`)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Contacts', exact: true })).toBeVisible();
  await look(page, '33-preview');
});

test('a caller out of reach and the request for the contact are accessible', async ({
  product,
  office,
}, testInfo) => {
  test.slow();
  const look = photographer(testInfo);
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
  await ringing.answer();
  await desk.isTalkingWith('Known caller, not in your reach');
  await look(desk.page, '34-out-of-reach');
  await desk.card.getByRole('button', { name: 'Ask a supervisor' }).click();
  await supervisor.page.getByRole('button', { name: 'Requests for contacts: 1' }).click();
  await expect(supervisor.page.getByRole('button', { name: 'Add as manager' })).toBeVisible();
  await look(supervisor.page, '35-requests');
  await call.hangUp();
});

test('signing in step by step and the own account are accessible', async ({ product, browser }, testInfo) => {
  test.slow();
  const look = photographer(testInfo);
  const [agent] = (await product.company.team()).agents;
  // passkeys are for names: this machine has one
  const origin = product.webUrls[0].replace('127.0.0.1', 'localhost');
  const page = await (await browser.newContext()).newPage();
  await addVirtualDevice(page);
  const signIn = async (): Promise<void> => {
    await page.goto(`${origin}/sign-in?next=/account`);
    await page.getByLabel('Login').fill(agent.login);
    await page.getByLabel('Password').fill(agent.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  };
  const dialog = page.getByRole('dialog');

  await page.goto(`${origin}/activate?token=none`);
  await expect(page.getByRole('heading', { name: 'This link does not work any more' })).toBeVisible();
  await look(page, '40-invitation-gone');
  await page.goto(`${origin}/sign-in?refused=may_not_work`);
  await expect(page.getByRole('alert')).toContainText('You cannot work here at present');
  await look(page, '41-sign-in-refused');

  await signIn();
  await expect(page.getByText('Off: your password alone opens Ringdesk.')).toBeVisible();
  await look(page, '42-account');
  await page.getByRole('button', { name: 'Set up' }).click();
  await dialog.getByLabel('Your password').fill(agent.password);
  await look(page, '43-password-again');
  await dialog.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByRole('img', { name: 'Picture with the key for the app' })).toBeVisible();
  await look(page, '44-authenticator-app');
  const secret = (await page.locator('code').innerText()).replaceAll(' ', '');
  await page.getByLabel('Code the app shows now').fill(generateSync({ secret }));
  await page.getByRole('button', { name: 'Turn on' }).click();
  await expect(dialog.getByRole('listitem')).toHaveCount(10);
  await look(page, '45-recovery-codes');
  await dialog.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await dialog.getByLabel('Name').fill('Laptop at work');
  await dialog.getByLabel('Your password').fill(agent.password);
  await look(page, '46-passkey');
  await dialog.getByRole('button', { name: 'Make the passkey' }).click();
  await expect(page.getByText('not used yet')).toBeVisible();
  await look(page, '47-account-protected');

  await page.context().clearCookies();
  await signIn();
  await expect(page.getByRole('button', { name: 'Use the passkey' })).toBeVisible();
  await look(page, '48-second-step-passkey');
  await page.getByRole('button', { name: 'Use the app' }).click();
  await expect(page.getByLabel('Code')).toBeFocused();
  await look(page, '49-second-step-code');
  await page.context().close();
});

async function withChannel({ database }: Product, name: string): Promise<void> {
  await database.query(
    `INSERT INTO sales_channels (id, name, kind) VALUES (gen_random_uuid(), $1, 'direct') ON CONFLICT DO NOTHING`,
    [name],
  );
  await database.query(
    `INSERT INTO installation_settings (id, are_channels_on) VALUES (1, true)
     ON CONFLICT (id) DO UPDATE SET are_channels_on = true`,
  );
}
