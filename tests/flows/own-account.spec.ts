import type { Page } from '@playwright/test';
import { generateSync } from 'otplib';
import type { TestUser } from '../support/product/company.ts';
import { expect, test } from './support/test.ts';
import { addVirtualDevice } from './support/virtual-device.ts';

const HEADING = 'Sign in to Ringdesk';

async function signIn(page: Page, user: TestUser): Promise<void> {
  await page.getByLabel('Login').fill(user.login);
  await page.getByLabel('Password').fill(user.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

async function giveThePassword(page: Page, user: TestUser, button: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Your password').fill(user.password);
  await dialog.getByRole('button', { name: button }).click();
}

/** Each code works once: the next one, which a telephone a little fast shows already. */
const nextCode = (secret: string): string => generateSync({ secret, epoch: Date.now() / 1000 + 30 });

test('an authenticator app is set up with its own code, and asked for at the next sign-in', async ({
  product,
  office,
  browser,
}) => {
  const [agent] = (await product.company.team()).agents;
  const { page } = await office.window(agent);
  await page.getByRole('button', { name: /^Your account/ }).click();
  await page.getByRole('link', { name: 'My account' }).click();
  await page.getByRole('button', { name: 'Set up' }).click();
  await giveThePassword(page, agent, 'Go on');
  await expect(page.getByRole('img', { name: 'Picture with the key for the app' })).toBeVisible();
  const secret = (await page.locator('code').innerText()).replaceAll(' ', '');
  await page.getByLabel('Code the app shows now').fill(generateSync({ secret }));
  await page.getByRole('button', { name: 'Turn on' }).click();
  const codes = page.getByRole('dialog', { name: 'Your recovery codes' });
  await expect(codes.getByRole('listitem')).toHaveCount(10);
  const recoveryCode = await codes.getByRole('listitem').first().innerText();
  await codes.getByRole('button', { name: 'I have kept them' }).click();
  await expect(page.getByText('10 left')).toBeVisible();
  // the session goes on under another token, in this window as in the socket
  await page.reload();
  await expect(page.getByText('10 left')).toBeVisible();

  const context = await browser.newContext();
  const elsewhere = await context.newPage();
  await elsewhere.goto(product.webUrls[0]);
  await signIn(elsewhere, agent);
  await expect(elsewhere.getByRole('heading', { name: 'One more step' })).toBeVisible();
  await expect(elsewhere.getByLabel('Code')).toBeFocused();
  await elsewhere.getByLabel('Code').fill('000 000');
  await expect(elsewhere.getByRole('alert')).toContainText('That was not it');
  await elsewhere.getByLabel('Code').fill(nextCode(secret));
  await expect(elsewhere.getByRole('button', { name: /^Your account/ })).toBeVisible();
  await context.clearCookies();

  await elsewhere.goto(`${product.webUrls[0]}/sign-in?next=/account`);
  await signIn(elsewhere, agent);
  await elsewhere.getByRole('button', { name: 'Use a recovery code' }).click();
  await elsewhere.getByLabel('Recovery code').fill(recoveryCode.toLowerCase());
  await elsewhere.getByRole('button', { name: 'Confirm' }).click();
  await expect(elsewhere.getByText('9 left')).toBeVisible();
  await context.close();
});

test('a passkey made on the account page opens the desk without a password', async ({ product, browser }) => {
  const [agent] = (await product.company.team()).agents;
  // passkeys are for names: this machine has one
  const origin = product.webUrls[0].replace('127.0.0.1', 'localhost');
  const context = await browser.newContext();
  const page = await context.newPage();
  await addVirtualDevice(page);
  await page.goto(`${origin}/sign-in?next=/account`);
  await signIn(page, agent);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Laptop at work');
  await giveThePassword(page, agent, 'Make the passkey');
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await expect(page.getByText('not used yet')).toBeVisible();

  await context.clearCookies();
  await page.goto(`${origin}/sign-in?next=/account`);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByText('last used today')).toBeVisible();

  await context.clearCookies();
  await page.goto(`${origin}/sign-in?next=/account`);
  await signIn(page, agent);
  await page.getByRole('button', { name: 'Use the passkey' }).click();
  await page.getByRole('button', { name: 'Remove Laptop at work' }).click();
  await expect(page.getByRole('dialog')).toContainText('It is your last second step');
  await giveThePassword(page, agent, 'Remove');
  await expect(page.getByText('Off: your password alone opens Ringdesk.')).toBeVisible();
  await context.close();
});

test('a session ended on the account page closes its windows at once', async ({
  product,
  office,
  browser,
}) => {
  const [agent] = (await product.company.team()).agents;
  const context = await browser.newContext({ userAgent: 'Mozilla/5.0 (Windows NT 10.0) Firefox/145.0' });
  const other = await context.newPage();
  await other.goto(product.webUrls[1] ?? product.webUrls[0]);
  await signIn(other, agent);
  await expect(other.getByRole('button', { name: /^Your account/ })).toBeVisible();

  const { page } = await office.window(agent, { path: '/account' });
  await page.getByRole('button', { name: 'Sign out Firefox 145 on Windows' }).click();
  await expect(other.getByRole('heading', { name: HEADING })).toBeVisible();
  await expect(other.getByText('Your session was ended elsewhere.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Sign out Firefox 145 on Windows' })).toHaveCount(0);
  await context.close();
});

test('a new password signs out everywhere but here', async ({ product, office, browser }) => {
  const [agent] = (await product.company.team()).agents;
  const context = await browser.newContext();
  const other = await context.newPage();
  await other.goto(product.webUrls[0]);
  await signIn(other, agent);
  await expect(other.getByRole('button', { name: /^Your account/ })).toBeVisible();

  const { page } = await office.window(agent, { path: '/account' });
  const second = await office.window(agent, { path: '/account' });
  await page.getByLabel('Present password').fill(agent.password);
  await page.getByLabel('New password').fill('short');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('Use at least 12 characters.')).toBeVisible();
  await page.getByLabel('New password').fill('four words and a lamp');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('Your password was changed.')).toBeVisible();
  await expect(other.getByRole('heading', { name: HEADING })).toBeVisible();

  // the same browser's other window goes on: it changes something without being asked who it is
  await second.page.getByLabel('Present password').fill('not it');
  await second.page.getByLabel('New password').fill('another four words');
  await second.page.getByRole('button', { name: 'Change password' }).click();
  await expect(second.page.getByText('This is not the password.')).toBeVisible();
  await context.close();
});
