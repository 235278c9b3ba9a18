import type { Visit } from '#domain/access/find-open-sessions.ts';
import type { SignedIn } from '#domain/access/session.ts';
import type { Viewer } from '#domain/access/viewer.ts';
import type { RefusalLog } from '#domain/audit/refusal-log.ts';
import type { PaintedPop } from '#domain/calls/record-painted.ts';
import type { ContactNews } from '#domain/contacts/may-hear-of.ts';
import type { ClosedWindow } from '#domain/desk/close-window.ts';
import type { DeskView } from '#domain/desk/desk-view.ts';
import type { OpenedWindow } from '#domain/desk/open-window.ts';
import type { LivingWindows } from '#domain/desk/renew-windows.ts';
import type { Clock } from '#domain/shared/clock.ts';
import type { ReadSeq } from './desk-seq.ts';

interface OwnWindow {
  readonly userId: string;
  readonly windowId: string;
}

/** What the gateway asks of the application. */
export interface SocketUseCases {
  readonly clock: Clock;
  readonly readSeq: ReadSeq;
  readonly refusals: Pick<RefusalLog, 'request' | 'outOfReach'>;
  readonly desk: {
    readonly snapshot: (input: OwnWindow) => Promise<DeskView>;
    readonly openWindow: (input: OpenedWindow) => Promise<void>;
    readonly focusWindow: (input: OwnWindow) => Promise<void>;
    readonly closeWindow: (input: ClosedWindow) => Promise<void>;
    readonly renewWindows: (input: LivingWindows) => Promise<readonly string[]>;
  };
  readonly calls: { readonly recordPainted: (input: PaintedPop) => Promise<number | null> };
  readonly contacts: {
    /** Throws not_found. */
    readonly get: (input: { readonly viewer: Viewer; readonly contactId: string }) => Promise<unknown>;
    readonly mayHearOf: (news: ContactNews) => Promise<boolean>;
    readonly stillInReach: (input: {
      readonly viewer: Viewer;
      readonly contactIds: readonly string[];
    }) => Promise<readonly string[]>;
  };
  readonly access: {
    /** Throws unauthenticated. */
    readonly readSession: (sessionId: string, address: string) => Promise<SignedIn>;
    readonly findOpenSessions: <V extends Visit>(input: {
      readonly visits: readonly V[];
    }) => Promise<readonly V[]>;
  };
}
