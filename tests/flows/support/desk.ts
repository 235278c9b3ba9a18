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
  readonly #opening: Opening;

  /** Before the page is opened, so that its first word to the server is heard. */
  constructor(page: Page) {
    this.page = page;
    this.#opening = watchOpening(page);
    this.bar = page.getByRole('region', { name: 'Call', exact: true });
    this.card = page.getByRole('region', { name: /^Who is (calling|being called)$/ });
    this.tabs = page.getByRole('navigation', { name: 'Open records' });
    this.timeline = page.getByRole('region', { name: 'Timeline' });
    this.wrapUp = page.getByRole('form', { name: 'Wrap-up' });
    this.reminder = page.getByRole('region', { name: 'Promised call' });
  }

  /** The server knows the window, and the window its agent's state. Answers with the window's id. */
  async isOpen(): Promise<string> {
    const windowId = await this.#opening.answered;
    await expect(this.state).toBeVisible();
    return windowId;
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

  /** There while the agent talks. */
  get talkTime(): Locator {
    return this.bar.getByRole('timer', { name: 'In a call' });
  }

  async isTalkingWith(name: string): Promise<void> {
    await expect(this.talkTime).toBeVisible();
    await expect(this.bar).toContainText(name);
  }
}

interface Opening {
  readonly answered: Promise<string>;
}

/** Socket.IO's frames: '42<n>["desk:opened",{…}]' goes out, '43<n>[…]' is its answer. */
function watchOpening(page: Page): Opening {
  const answered = new Promise<string>((resolve) => {
    const asked = new Map<string, string>();
    page.on('websocket', (socket) => {
      socket.on('framesent', ({ payload }) => {
        const [, ask, windowId] =
          /^42(\d+)\["desk:opened",\{"windowId":"([^"]+)"/.exec(String(payload)) ?? [];
        if (ask !== undefined && windowId !== undefined) asked.set(ask, windowId);
      });
      socket.on('framereceived', ({ payload }) => {
        const [, ask] = /^43(\d+)\[/.exec(String(payload)) ?? [];
        const windowId = asked.get(ask ?? '');
        if (windowId !== undefined) resolve(windowId);
      });
    });
  });
  return { answered };
}
