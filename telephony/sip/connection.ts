import type { Socket } from 'node:net';
import { createSrf, keepShort, type RawSrf } from './drachtio.ts';
import type { Dialog } from './dialog.ts';
import { incomingInvite, type IncomingInvite } from './incoming-invite.ts';
import { incomingRequest, type IncomingRequest } from './incoming-request.ts';
import { createLink } from './link.ts';
import { sendInvite, type InviteAttempt, type OutgoingInvite } from './outgoing-invite.ts';
import { writeOnceATurn } from './write-once-a-turn.ts';

export interface SipHandlers {
  /** Called synchronously for every new INVITE, so that it may listen for CANCEL at once. */
  readonly onInvite: (invite: IncomingInvite) => void;
  readonly onRegister: (request: IncomingRequest) => void;
  readonly onOptions: (request: IncomingRequest) => void;
  /** The engine is there and accepts requests; again after each reconnect. */
  readonly onUp: (listeningOn: readonly string[]) => void;
  /** The engine is out of reach: nothing that was pending will ever be answered. */
  readonly onDown: () => void;
  readonly onProblem: (error: unknown) => void;
}

export interface SipEngineAddress {
  readonly host: string;
  readonly port: number;
  readonly secret: string;
}

export interface SipConnection {
  isUp(): boolean;
  /** The address the engine gave for SIP, e.g. '192.0.2.10'; null until it was up once. */
  host(): string | null;
  invite(invite: OutgoingInvite): InviteAttempt;
  /** After a reconnect: lets a dialog of before speak over the new link. */
  moveToCurrentLink(dialog: Dialog): void;
  close(): void;
}

const LONGEST_RECONNECT_PAUSE_MS = 2_000;
const PING_INTERVAL_MS = 15_000;

/**
 * One connection to a SIP engine that speaks drachtio's control protocol; reconnects for ever.
 * Never throws: what goes wrong on the link comes to `onProblem`.
 */
export function connectSip(engine: SipEngineAddress, handlers: SipHandlers): SipConnection {
  const srf = createSrf();
  let isUp = false;
  let host: string | null = null;
  const link = createLink();

  srf.on('error', handlers.onProblem);
  srf.on('close', () => {
    if (!isUp) return;
    isUp = false;
    handlers.onDown();
    link.broke();
  });
  srf.on('connect', (error, hostPorts) => {
    if (error) return handlers.onProblem(error);
    const listeningOn = hostPorts.split(',');
    isUp = true;
    const socket = linkOf(srf);
    if (socket) {
      writeOnceATurn(socket);
      keepShort(srf.app.client?.mapServer.get(socket) ?? {});
    }
    host = hostOf(listeningOn) ?? host;
    handlers.onUp(listeningOn);
  });
  srf.use('invite', (request, reply) => handlers.onInvite(incomingInvite(srf, request, reply, link)));
  srf.use('register', (request, reply) => handlers.onRegister(incomingRequest(request, reply)));
  srf.use('options', (request, reply) => handlers.onOptions(incomingRequest(request, reply)));
  srf.connect({
    ...engine,
    enablePing: true,
    pingInterval: PING_INTERVAL_MS,
    reconnect: { retryMaxDelay: LONGEST_RECONNECT_PAUSE_MS },
  });

  return {
    isUp: () => isUp,
    host: () => host,
    invite: (invite) => sendInvite(srf, invite, link),
    moveToCurrentLink: (dialog) => {
      const socket = linkOf(srf);
      if (socket) dialog.useLink(socket);
    },
    close: () => disconnect(srf, isUp),
  };
}

function linkOf(srf: RawSrf): Socket | undefined {
  return srf.app.client?.mapServer.keys().next().value;
}

/** 'udp/192.0.2.10:5060' → '192.0.2.10'. */
function hostOf(hostPorts: readonly string[]): string | null {
  const first = hostPorts.find((entry) => entry.startsWith('udp/')) ?? hostPorts[0];
  return /^[a-z]+\/(.+):\d+$/.exec(first ?? '')?.[1] ?? null;
}

/** drachtio-srf can only disconnect what is connected; a reconnect it has planned must be called off by hand. */
function disconnect(srf: RawSrf, isUp: boolean): void {
  // the link may be gone before its 'close' has come
  const isLinked = (srf.app.client?.mapServer.size ?? 0) > 0;
  if (isUp && isLinked) return srf.disconnect();
  const wire = srf.app.client?.wp;
  if (!wire) return;
  wire.closing = true;
  if (wire.reconnectVars.retryTimer) clearTimeout(wire.reconnectVars.retryTimer);
  wire.socket?.destroy();
}
