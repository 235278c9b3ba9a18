import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Application } from './application.ts';
import { parseApplicationMessage } from './application-message.ts';
import { ClientTransaction, newBranch, type RequestParts } from './client-transaction.ts';
import type { Core } from './core.ts';
import { parseNameAddr, parseUri, type SipUri, splitList } from './header-values.ts';
import { nextHopOf, ProxiedRequest, type ProxyPlan } from './proxied-request.ts';
import { ServerTransaction, type ServerUser } from './server-transaction.ts';
import { findHeader, header, listHeader, type Header, type SipRequest } from './sip-message.ts';
import type { Source } from './transport.ts';

const DEFAULT_MAX_FORWARDS = 70;
const ADDED_BY_PROXY = new Set([
  'via',
  'from',
  'to',
  'call-id',
  'cseq',
  'max-forwards',
  'contact',
  'content-length',
]);

/** The proxy command of the control protocol, and the later requests of calls the engine stayed in (RFC 3261 §16). */
export class Proxy implements ServerUser {
  readonly #core: Core;
  /** Signs the Record-Routes of this start of the engine. */
  readonly #key = randomBytes(32);

  constructor(core: Core) {
    this.#core = core;
  }

  /** `proxy|txn|remainInDialog|fullResponse|followRedirects|simultaneous or serial|provisional|final|destination…` */
  start(application: Application, tokens: readonly string[], text: string): void {
    const [
      messageId = '',
      ,
      transactionId = '',
      remain,
      full,
      follow,
      mode,
      provisional = '',
      final = '',
      ...uris
    ] = tokens;
    const transaction = this.#core.table.serverById.get(transactionId);
    if (!transaction || transaction.isFinal || transaction.canceller) {
      return application.refuse(messageId, 'unable to find transaction to proxy');
    }
    if (uris.length === 0 || uris.some((uri) => !parseUri(uri))) {
      return application.refuse(messageId, 'Invalid proxy request: bad destination');
    }
    const extra = (parseApplicationMessage(text)?.headers ?? []).filter(
      (entry) => !ADDED_BY_PROXY.has(entry.key),
    );
    const { request, source } = transaction;
    const headers = this.#forwarded(request, remain === 'remainInDialog', source, extra);
    if (!headers) {
      transaction.reply(483);
      return application.reply(messageId, 'OK', 'done');
    }
    const plan: ProxyPlan = {
      uris,
      isSerial: mode !== 'simultaneous',
      followsRedirects: follow === 'followRedirects',
      provisionalMs: milliseconds(provisional),
      finalMs: milliseconds(final),
      onResponse: (responseText, from) => {
        if (full === 'fullResponse') application.proxyResponse(messageId, responseText, from, transactionId);
      },
      onDone: () => application.reply(messageId, 'OK', 'done'),
    };
    new ProxiedRequest(this.#core, transaction, headers, plan).start();
  }

  /** True when the request came here because of our Record-Route and was sent on. */
  forwardInDialog(request: SipRequest, source: Source): boolean {
    const headers = this.#carriesOurRecordRoute(request)
      ? this.#forwarded(request, false, source, [])
      : undefined;
    if (!headers) return false;
    const transaction = new ServerTransaction(this.#core, this, request, source);
    if (transaction.isInvite) transaction.reply(100);
    const plan: ProxyPlan = {
      uris: [request.uri],
      isSerial: true,
      followsRedirects: false,
      provisionalMs: 0,
      finalMs: 0,
      onResponse: () => undefined,
      onDone: () => undefined,
    };
    new ProxiedRequest(this.#core, transaction, headers, plan).start();
    return true;
  }

  forwardAck(request: SipRequest, source: Source): boolean {
    const headers = this.#carriesOurRecordRoute(request)
      ? this.#forwarded(request, false, source, [])
      : undefined;
    if (!headers) return false;
    const parts: RequestParts = { method: 'ACK', uri: request.uri, headers, body: request.body };
    const hop = nextHopOf(headers, request.uri);
    const { resolver, transport } = this.#core;
    const targets = resolver.resolveNow(hop);
    if (!targets?.[0]) return false;
    const carrier = new ClientTransaction(
      this.#core,
      NOBODY,
      parts,
      [transport.openStream(targets[0])],
      newBranch(),
    );
    const wire = Buffer.from(carrier.text);
    transport.sendUnwatched(carrier.destination, wire);
    carrier.end();
    return true;
  }

  unacknowledged(): void {
    // The ACK to a relayed 2xx goes from end to end; nobody waits for it here.
  }

  unanswered(transaction: ServerTransaction): void {
    transaction.canceller?.();
    transaction.reply(408);
  }

  ended(): void {
    // Its branches end by their own timers.
  }

  #isRoutedThroughUs(request: SipRequest): boolean {
    const uri = firstRoute(request);
    return uri !== undefined && this.#core.transport.isOwn(uri.host, uri.port);
  }

  /** Anybody may write our address into a Route; who is not of a call we stayed in is not relayed to anywhere. */
  #carriesOurRecordRoute(request: SipRequest): boolean {
    const given = Buffer.from(firstRoute(request)?.user ?? '');
    const expected = Buffer.from(this.#signatureOf(request));
    return (
      this.#isRoutedThroughUs(request) && given.length === expected.length && timingSafeEqual(given, expected)
    );
  }

  #signatureOf({ callId }: SipRequest): string {
    return createHmac('sha256', this.#key).update(callId).digest('base64url');
  }

  /** RFC 3261 §16.6 steps 2 to 6. Undefined when Max-Forwards is used up. */
  #forwarded(
    request: SipRequest,
    staysInPath: boolean,
    source: Source,
    extra: readonly Header[],
  ): Header[] | undefined {
    const given = Number(findHeader(request.headers, 'max-forwards') ?? DEFAULT_MAX_FORWARDS + 1);
    if (!(given > 0)) return undefined;
    const headers: Header[] = [];
    let skipsRoute = this.#isRoutedThroughUs(request);
    for (const entry of request.headers) {
      if (entry.key === 'max-forwards' || entry.key === 'content-length') continue;
      if (entry.key === 'route' && skipsRoute) {
        skipsRoute = false;
        const rest = splitList(entry.value).slice(1);
        if (rest.length > 0) headers.push(header('route', rest.join(', ')));
      } else headers.push(entry);
    }
    const lead = [header('max-forwards', String(Math.min(given - 1, DEFAULT_MAX_FORWARDS)))];
    if (staysInPath) {
      const { transport } = this.#core;
      const signed = transport.contactUri(source.protocol, source.address, this.#signatureOf(request));
      lead.push(header('record-route', `<${signed};lr>`));
    }
    return [...lead, ...headers, ...extra];
  }
}

function firstRoute(request: SipRequest): SipUri | undefined {
  const first = listHeader(request.headers, 'route')[0];
  return first === undefined ? undefined : parseUri(parseNameAddr(first)?.uri ?? '');
}

const NOBODY = { response: () => undefined, failed: () => undefined };

function milliseconds(text: string): number {
  const match = /^(\d{1,7})(ms|s)?$/.exec(text);
  if (!match) return 0;
  return Number(match[1]) * (match[2] === 'ms' ? 1 : 1000);
}
