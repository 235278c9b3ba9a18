import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { io, type Socket } from 'socket.io-client';
import {
  type ClientToServerEvents,
  type DeskSnapshot,
  EVENTS_VERSION,
  type ServerToClientEvents,
} from '../../../server/realtime/events.ts';
import { SESSION_COOKIE } from '../../../server/http/session-cookie.ts';
import type { TestUser } from '../product/company.ts';
import { openSession } from '../product/open-session.ts';
import { Changes } from '../until.ts';

export interface HeardEvent {
  readonly name: string;
  readonly data: Readonly<Record<string, unknown>> & { readonly seq?: number };
}

/** A browser window of the desk without the browser, that remembers what it heard. */
export class TestWindow {
  readonly id: string;
  readonly token: string;
  readonly csrfToken: string;
  readonly socket: Socket<ServerToClientEvents, ClientToServerEvents>;
  readonly heard: HeardEvent[] = [];
  connections = 0;
  disconnections: string[] = [];
  readonly #changes = new Changes();

  private constructor(
    url: string,
    session: { token: string; csrfToken: string },
    options: { id?: string; origin?: string },
  ) {
    this.id = options.id ?? randomUUID();
    this.token = session.token;
    this.csrfToken = session.csrfToken;
    this.socket = io(url, {
      transports: ['websocket'],
      extraHeaders: {
        cookie: `${SESSION_COOKIE}=${session.token}`,
        ...(options.origin !== undefined && { origin: options.origin }),
      },
      forceNew: true,
      reconnectionDelay: 50,
      reconnectionDelayMax: 100,
    });
    this.socket.on('connect', () => {
      this.connections += 1;
      this.#changes.changed();
    });
    this.socket.on('disconnect', (reason) => {
      this.disconnections.push(reason);
      this.#changes.changed();
    });
    this.socket.onAny((name: string, data: HeardEvent['data']) => {
      this.heard.push({ name, data });
      this.#changes.changed();
    });
  }

  /** Signs the user in and connects; `desk` opens it. */
  static async open(
    url: string,
    database: Pool,
    user: TestUser,
    options: { id?: string; origin?: string; session?: { token: string; csrfToken: string } } = {},
  ): Promise<TestWindow> {
    const session = options.session ?? (await openSession(database, user));
    const window = new TestWindow(url, session, options);
    await window.until(() => window.socket.connected, 'the window connects');
    return window;
  }

  async desk(hasFocus = true): Promise<DeskSnapshot> {
    const hello = { windowId: this.id, hasFocus, version: EVENTS_VERSION };
    const answer = await this.socket.timeout(5000).emitWithAck('desk:opened', hello);
    if ('error' in answer) throw new Error(`the desk does not open: ${answer.error}`);
    return answer;
  }

  until<T>(look: () => T | null | undefined | false, what: string): Promise<T> {
    return this.#changes.until(look, what);
  }

  hear(name: keyof ServerToClientEvents): Promise<HeardEvent> {
    return this.until(() => this.heard.find((event) => event.name === name), `hearing ${name}`);
  }

  close(): void {
    this.socket.disconnect();
  }
}
