import { afterEach } from 'vitest';
import { startEngine, type Engine } from '../../../telephony/engine/start-engine.ts';
import type { EngineOptions } from '../../../telephony/engine/options.ts';

/**
 * What the suite is run against: the embedded engine, or, with DRACHTIO_URL=tcp://:secret@host:port and
 * DRACHTIO_SIP=host:port, a real drachtio-server.
 */
export interface Target {
  readonly control: { readonly host: string; readonly port: number; readonly secret: string };
  readonly sip: { readonly host: string; readonly port: number };
  readonly ws: { readonly host: string; readonly port: number } | undefined;
  /** Undefined for a real server. */
  readonly engine: Engine | undefined;
}

const url = process.env['DRACHTIO_URL'];
export const isRealServer = url !== undefined && url !== '';

/** T1 of engines whose timers a test waits for: 64 × T1 is then well under a second. */
export const HASTY_T1_MS = 10;
/** How long to wait for something that a timer of RFC 3261 brings about. */
export const PATIENCE_MS = isRealServer ? 45_000 : 5_000;

const open: Engine[] = [];

afterEach(() => {
  for (const engine of open.splice(0)) engine.close();
});

/** An engine of its own on free ports, closed after the test; the one real server when that is asked for. */
export async function startTarget(options: Partial<EngineOptions> = {}): Promise<Target> {
  if (isRealServer) return realServer();
  const engine = await startEngine({ sipPort: 0, controlPort: 0, wsPort: 0, ...options });
  open.push(engine);
  const { control, sip, ws } = engine.addresses;
  return { control: { ...control, secret: options.secret ?? 'cymru' }, sip, ws, engine };
}

/** The same with hurried timers; a real server keeps its own. */
export function startHastyTarget(options: Partial<EngineOptions> = {}): Promise<Target> {
  return startTarget({ t1Ms: HASTY_T1_MS, ...options });
}

export function sipUri(target: Target, user = 'service', params = ''): string {
  return `sip:${user}@${target.sip.host}:${target.sip.port}${params}`;
}

function realServer(): Target {
  const parsed = new URL(url as string);
  const [host = '127.0.0.1', port = '5060'] = (process.env['DRACHTIO_SIP'] ?? '').split(':');
  const ws = process.env['DRACHTIO_WS']?.split(':');
  return {
    control: {
      host: parsed.hostname,
      port: Number(parsed.port),
      secret: decodeURIComponent(parsed.password),
    },
    sip: { host, port: Number(port) },
    ws: ws ? { host: ws[0] as string, port: Number(ws[1]) } : undefined,
    engine: undefined,
  };
}
