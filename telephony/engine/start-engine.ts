import { pino } from 'pino';
import { ApplicationRequests } from './application-requests.ts';
import { ApplicationResponses } from './application-responses.ts';
import { Applications } from './applications.ts';
import { clientKey } from './client-transaction.ts';
import { ControlServer } from './control-server.ts';
import type { Core } from './core.ts';
import { DialogStore } from './dialog-store.ts';
import { EngineRequests } from './engine-requests.ts';
import { InboundRequests } from './inbound-requests.ts';
import { DEFAULT_OPTIONS, type EngineOptions } from './options.ts';
import { Orphans } from './orphans.ts';
import type { ParseFailure } from './parse-message.ts';
import { Proxy } from './proxy.ts';
import { TargetResolver } from './resolve-target.ts';
import { newTag } from './server-transaction.ts';
import { header, renderText, type SipMessage } from './sip-message.ts';
import { Counters, type EngineStats } from './stats.ts';
import { timersFrom } from './timers.ts';
import { TransactionTable } from './transaction-table.ts';
import { TransportLayer } from './transport-layer.ts';
import { SentRequests } from './sent-requests.ts';
import type { Connection, Received, Source } from './transport.ts';
import { parseVia, splitList } from './header-values.ts';

export interface EngineAddresses {
  readonly control: { readonly host: string; readonly port: number };
  /** UDP and TCP. */
  readonly sip: { readonly host: string; readonly port: number };
  readonly ws: { readonly host: string; readonly port: number } | undefined;
}

export interface Engine {
  readonly addresses: EngineAddresses;
  stats(): EngineStats;
  close(): void;
}

/** Starts the embedded SIP engine in this process. Ports given as 0 are chosen; `addresses` tells which. */
export async function startEngine(given: Partial<EngineOptions> = {}): Promise<Engine> {
  const options: EngineOptions = { ...DEFAULT_OPTIONS, ...given };
  const log = options.log ?? pino({ level: 'silent' });
  const counters = new Counters();
  const table = new TransactionTable();
  const parts: { inbound?: InboundRequests } = {};
  const received = makeReceiver(
    options,
    counters,
    table,
    () => parts.inbound,
    () => transport,
  );
  const transport = new TransportLayer(options, received);
  const core: Core = {
    options,
    timers: timersFrom(options.t1Ms),
    transport,
    table,
    counters,
    dialogs: new DialogStore(),
    applications: new Applications(),
    resolver: new TargetResolver(options.dnsServers),
    log,
  };
  const engineRequests = new EngineRequests(core);
  const sent = new SentRequests(core, engineRequests);
  const proxy = new Proxy(core);
  const orphans = new Orphans(core, engineRequests);
  const requests = new ApplicationRequests(core, sent, engineRequests);
  const responses = new ApplicationResponses(core, engineRequests);
  parts.inbound = new InboundRequests(core, engineRequests, proxy);
  const control = new ControlServer(core, { requests, responses, proxy, orphans });

  const close = (): void => {
    control.close();
    orphans.close();
    for (const dialog of core.dialogs.all()) core.dialogs.remove(dialog);
    table.endAll();
    transport.close();
  };
  try {
    await transport.listen();
    await control.listen();
  } catch (error) {
    close();
    throw error;
  }
  const addresses: EngineAddresses = {
    control: { host: options.controlHost, port: control.port },
    sip: { host: options.sipHost, port: transport.sipPort },
    ws: transport.wsPort === undefined ? undefined : { host: options.sipHost, port: transport.wsPort },
  };
  log.info(addresses, 'engine ready');
  return { addresses, stats: () => statsOf(core, orphans), close };
}

function makeReceiver(
  options: EngineOptions,
  counters: Counters,
  table: TransactionTable,
  inbound: () => InboundRequests | undefined,
  transport: () => TransportLayer,
): Received {
  return {
    admits(_source: Source, size: number): boolean {
      if (size <= options.maxMessageBytes) return true;
      counters.dropped += 1;
      return false;
    },
    message(message: SipMessage, source: Source): void {
      counters.parsed += 1;
      try {
        if (message.kind === 'request') inbound()?.handle(message, source);
        else {
          const transaction = table.clientByKey.get(clientKey(message.via.branch, message.cseqMethod));
          if (transaction) transaction.received(message, source);
          else counters.dropped += 1;
        }
      } catch (error) {
        // No packet may end the process. Whatever gets here is a mistake in the engine.
        counters.dropped += 1;
        options.log?.error({ err: error }, 'a message could not be handled');
      }
    },
    unreadable(failure: ParseFailure, source: Source): void {
      const { answer } = failure;
      const viaValue = answer?.headers.find((entry) => entry.key === 'via')?.value;
      const via = viaValue === undefined ? undefined : parseVia(splitList(viaValue)[0] as string);
      if (!answer || !via) {
        counters.dropped += 1;
        return;
      }
      counters.rejected += 1;
      const headers = answer.headers.map((entry) =>
        entry.key === 'to' && !/;[ \t]*tag[ \t]*=/i.test(entry.value)
          ? header('to', `${entry.value};tag=${newTag()}`)
          : entry,
      );
      const text = renderText(`SIP/2.0 ${answer.status} ${answer.reason}`, headers, '');
      transport().sendResponse(source, via, Buffer.from(text));
    },
    connectionClosed(connection: Connection): void {
      transport().flows.closed(connection);
    },
  };
}

function statsOf(core: Core, orphans: Orphans): EngineStats {
  const { counters, table, dialogs, applications, transport } = core;
  return {
    ...counters,
    serverTransactions: table.serverByKey.size,
    clientTransactions: table.clientByKey.size,
    dialogs: dialogs.size,
    orphanedDialogs: orphans.count,
    applications: applications.size,
    ...transport.stats(),
  };
}
