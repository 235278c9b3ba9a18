import { generateSync } from 'otplib';
import { freePort } from '../../deploy/local/ports.ts';
import { startProvider } from '../support/identity/open-id-provider.ts';
import { startProduct } from '../support/product/start-product.ts';
import { expect, test } from './support/test.ts';

test('the button leads to the provider and back to the page that was asked for, by way of the second step', async ({
  page,
}) => {
  test.slow();
  const port = await freePort();
  const provider = await startProvider(`http://127.0.0.1:${port}/api/oidc/callback`);
  const product = await startProduct({
    environment: {
      HTTP_PORT: `${port}`,
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: provider.clientId,
      OIDC_CLIENT_SECRET: provider.clientSecret,
      OIDC_NAME: 'Company account',
    },
    without: ['engine', 'telephony', 'worker'],
  });
  try {
    const [agent] = (await product.company.team()).agents;
    const button = page.getByRole('link', { name: 'Sign in with Company account' });
    await page.goto(`${product.webUrls[0]}/meetings`);
    await button.click();
    await expect(page.getByRole('alert')).toContainText('You called off the sign-in there.');

    provider.person = { subject: 'one', email: `${agent.login}@test.example`, isVerified: true };
    await page.goto(`${product.webUrls[0]}/account`);
    await button.click();
    await page.getByRole('button', { name: 'Set up' }).click();
    await page.getByLabel('Your password').fill(agent.password);
    await page.getByRole('button', { name: 'Go on' }).click();
    const secret = (await page.locator('code').innerText()).replaceAll(' ', '');
    await page.getByLabel('Code the app shows now').fill(generateSync({ secret }));
    await page.getByRole('button', { name: 'Turn on' }).click();
    await page.getByRole('button', { name: 'I have kept them' }).click();

    await page.context().clearCookies();
    await page.goto(`${product.webUrls[0]}/account`);
    await button.click();
    await expect(page.getByLabel('Code')).toBeFocused();
    await expect(page).toHaveURL(/\/sign-in\?next=[^#]*$/);
    await page.getByLabel('Code').fill(generateSync({ secret, epoch: Date.now() / 1000 + 30 }));
    await expect(page.getByRole('heading', { name: 'My account' })).toBeVisible();
  } finally {
    await product.close();
    await provider.close();
  }
});
