import { expect, type Locator, type Page } from '@playwright/test';

/** One window of Ringdesk as a person sees it: by names and roles, never by markup. */
export class Desk {
  readonly page: Page;
  readonly bar: Locator;
  /** The caller's card, however the caller is known. */
  readonly card: Locator;
  readonly tabs: Locator;
  readonly timeline: Locator;
  readonly wrapUp: Locator;
  readonly reminder: Locator;

  constructor(page: Page) {
    this.page = page;
    this.bar = page.getByRole('region', { name: 'Call', exact: true });
    this.card = page.getByRole('region', { name: /^Who is (calling|being called)$/ });
    this.tabs = page.getByRole('navigation', { name: 'Open records' });
    this.timeline = page.getByRole('region', { name: 'Timeline' });
    this.wrapUp = page.getByRole('form', { name: 'Wrap-up' });
    this.reminder = page.getByRole('region', { name: 'Promised call' });
  }

  /** The desk is there and knows the agent's state from the server. */
  async isOpen(): Promise<void> {
    await expect(this.state).toBeVisible();
    await expect(this.page.getByText('Connecting to the desk')).toHaveCount(0);
  }

  get state(): Locator {
    return this.bar.getByRole('button', { name: /^Your state: / });
  }

  async shows(status: string): Promise<void> {
    await expect(this.state).toHaveAccessibleName(`Your state: ${status}`);
  }

  async chooseState(words: string): Promise<void> {
    await this.state.click();
    await this.page.getByRole('menuitem', { name: words }).click();
  }

  /** As if this window came to the front: the browser of a test gives all of them focus. */
  async comesToFront(): Promise<void> {
    await this.page.bringToFront();
    await this.page.evaluate("window.dispatchEvent(new Event('focus'))");
  }

  async isTalkingWith(name: string): Promise<void> {
    await expect(this.bar.getByText('In a call')).toBeVisible();
    await expect(this.bar).toContainText(name);
  }
}
