import type { Browser, BrowserContext } from '@playwright/test';
import { SESSION_COOKIE } from '../../../server/http/session-cookie.ts';
import type { RequestedStatus } from '../../../server/domain/agents/agent.ts';
import type { TestUser } from '../../support/product/company.ts';
import { openSession } from '../../support/product/open-session.ts';
import type { Product } from '../../support/product/start-product.ts';
import { Telephone } from '../../support/sip/telephone.ts';
import { eventually } from '../../support/until.ts';
import { Desk } from './desk.ts';

type ContextOptions = NonNullable<Parameters<Browser['newContext']>[0]>;

interface SignedIn {
  readonly context: BrowserContext;
  readonly csrfToken: string;
}

/** Who works in a test: signed-in people with browser windows and telephones. */
export class Office {
  readonly #product: Product;
  readonly #browser: Browser;
  readonly #signedIn = new Map<string, Promise<SignedIn>>();
  readonly #phones: Telephone[] = [];

  constructor(product: Product, browser: Browser) {
    this.#product = product;
    this.#browser = browser;
  }

  /** A window of this user; further ones share the browser, as windows of one person do. */
  async window(user: TestUser, { server = 0, path = '/contacts' } = {}): Promise<Desk> {
    const { context } = await this.#signIn(user);
    const page = await context.newPage();
    const desk = new Desk(page);
    await page.goto(`${this.#product.webUrls[server]}${path}`);
    await desk.isOpen();
    return desk;
  }

  /** Makes this the window in front: a test's browser gives all of them focus. */
  async bringToFront(desk: Desk): Promise<void> {
    const windowId = await desk.isOpen();
    await desk.page.bringToFront();
    await desk.page.evaluate("window.dispatchEvent(new Event('focus'))");
    await eventually(async () => {
      const { rows } = await this.#product.database.query<{ id: string }>(
        `SELECT id FROM desk_windows WHERE user_id = (SELECT user_id FROM desk_windows WHERE id = $1)
         ORDER BY focused_at DESC LIMIT 1`,
        [windowId],
      );
      return rows[0]?.id === windowId;
    }, 'the window is known to be in front');
  }

  /** The settings of the browser this user will have; before the first window. */
  async browserFor(user: TestUser, options: ContextOptions): Promise<void> {
    await this.#signIn(user, options);
  }

  async phone(user: TestUser): Promise<Telephone> {
    const phone = await Telephone.open();
    this.#phones.push(phone);
    await phone.register(this.#product.sip, user);
    return phone;
  }

  async status(user: TestUser, status: RequestedStatus, reason: string | null = null): Promise<void> {
    const { context, csrfToken } = await this.#signIn(user);
    const url = this.#product.webUrls[0];
    const response = await context.request.put(`${url}/api/agent-state`, {
      headers: { 'x-csrf-token': csrfToken, origin: url },
      data: { status, reason },
    });
    if (!response.ok()) throw new Error(`${user.login} cannot become ${status}: ${await response.text()}`);
  }

  /** A phone, a window, and ready to take calls. */
  async atWork(user: TestUser): Promise<{ phone: Telephone; desk: Desk }> {
    const phone = await this.phone(user);
    const desk = await this.window(user);
    await this.status(user, 'available');
    await desk.shows('Available');
    return { phone, desk };
  }

  async close(): Promise<void> {
    for (const phone of this.#phones) phone.unplug();
    this.#product.trunkPeer.abandonCalls();
    for (const one of this.#signedIn.values()) await (await one).context.close();
  }

  #signIn(user: TestUser, options: ContextOptions = {}): Promise<SignedIn> {
    const known = this.#signedIn.get(user.id);
    if (known) return known;
    const opening = (async (): Promise<SignedIn> => {
      const [context, session] = await Promise.all([
        this.#browser.newContext(options),
        openSession(this.#product.database, user),
      ]);
      // cookies do not look at ports: the same one serves every server process
      await context.addCookies([
        { name: SESSION_COOKIE, value: session.token, url: this.#product.webUrls[0] },
      ]);
      return { context, csrfToken: session.csrfToken };
    })();
    this.#signedIn.set(user.id, opening);
    return opening;
  }
}
