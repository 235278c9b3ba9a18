import { randomInt, randomUUID } from 'node:crypto';
import type { Application } from './application.ts';
import { atAddress, contentTypeFor, type ApplicationMessage } from './application-message.ts';
import { ClientTransaction, type RequestParts } from './client-transaction.ts';
import type { Core } from './core.ts';
import type { Dialog } from './dialog.ts';
import type { EngineRequests } from './engine-requests.ts';
import { param, parseCseq, parseNameAddr, parseUri } from './header-values.ts';
import { newTag } from './server-transaction.ts';
import { findHeader, header, type Header } from './sip-message.ts';
import { subscribeKey, type SentRequests } from './sent-requests.ts';
import type { Destination } from './transport.ts';

/** What drachtio-server answers; drachtio-srf makes ENODIALOG of it. */
const NO_DIALOG = 'unable to find dialog for dialog id provided';
const ENGINE_OWNED = new Set(['via', 'call-id', 'cseq', 'from', 'to', 'max-forwards', 'contact']);
const OPENS_DIALOG = new Set(['INVITE', 'SUBSCRIBE', 'REFER']);
const CARRIES_CONTACT = new Set(['INVITE', 'SUBSCRIBE', 'REFER', 'UPDATE', 'NOTIFY']);
const NAMES_OURSELVES = new Set([
  'p-asserted-identity',
  'p-preferred-identity',
  'remote-party-id',
  'referred-by',
  'diversion',
]);
const FIRST_CSEQ_LIMIT = 2 ** 20;
/** Stands for a name that leads nowhere, so that the application gets its 503 the usual way. */
const NOWHERE: Destination = { protocol: 'udp', address: '127.0.0.1', port: 9 };

/** Requests of applications: new ones, those in a dialog, and CANCEL. */
export class ApplicationRequests {
  readonly #core: Core;
  readonly #sent: SentRequests;
  readonly #engineRequests: EngineRequests;

  constructor(core: Core, sent: SentRequests, engineRequests: EngineRequests) {
    this.#core = core;
    this.#sent = sent;
    this.#engineRequests = engineRequests;
  }

  /** Outside any dialog. `route` is the next hop where the application names one. */
  outside(application: Application, messageId: string, message: ApplicationMessage, route: string): void {
    const { resolver, transport } = this.#core;
    const uri = parseUri(message.uri);
    const type = contentTypeFor(message);
    const hop = route === '' ? (firstRoute(message.headers) ?? message.uri) : asUri(route);
    if (!uri) return application.refuse(messageId, `invalid request-uri: ${message.uri}`);
    if (type === undefined) return application.refuse(messageId, 'missing content-type');
    if (hop === message.uri && transport.isOwn(uri.host, uri.port)) {
      return application.refuse(messageId, 'can not send request to myself');
    }
    const flow = transport.flows.find(hop);
    const now = flow ? [flow.source] : resolver.resolveNow(hop);
    if (now) {
      if (now.length === 0)
        return application.refuse(messageId, 'requested protocol/transport not available');
      this.#begin(application, messageId, message, type, now);
      return;
    }
    void resolver
      .resolve(hop)
      .catch(() => [])
      .then((targets) => this.#begin(application, messageId, message, type, targets));
  }

  inDialog(application: Application, messageId: string, message: ApplicationMessage, id: string): void {
    const { dialogs } = this.#core;
    const { method } = message;
    const dialog = method === 'PRACK' ? this.#forkOf(message, id) : dialogs.findById(id);
    const type = contentTypeFor(message);
    if (!dialog || dialog.state === 'ended') return application.refuse(messageId, NO_DIALOG);
    if (type === undefined) return application.refuse(messageId, 'Server error: missing content-type');
    if (dialog.owner !== application) this.#adopt(dialog, application);
    const given = this.#dialogHeaders(message, dialog, type);
    if (method === 'ACK') return this.#acknowledge(application, messageId, message, dialog, given);
    if (method === 'INVITE' && dialog.localInvite) {
      return application.refuse(messageId, 'Server error: an INVITE is already in progress in this dialog');
    }
    if (method === 'BYE') dialog.localInvite?.cancel([]);
    const seq = parseCseq(findHeader(message.headers, 'cseq') ?? '')?.number;
    const takesGiven = seq !== undefined && seq > dialog.localSeq;
    const parts = dialog.request(method, given, message.body, takesGiven ? seq : undefined);
    if (method === 'INVITE' && message.body !== '') {
      dialog.localBody = message.body;
      dialog.localBodyType = type === 'given' ? (findHeader(message.headers, 'content-type') ?? '') : type;
    }
    this.#withHops(dialog, (targets) => this.#start(application, messageId, parts, targets, dialog));
  }

  cancel(
    application: Application,
    messageId: string,
    message: ApplicationMessage,
    transactionId: string,
  ): void {
    const invite = this.#core.table.clientById.get(transactionId);
    if (!invite?.isInvite || (invite.state !== 'calling' && invite.state !== 'proceeding')) {
      return application.refuse(messageId, 'unable to find INVITE to cancel');
    }
    const extra = message.headers.filter((entry) => entry.key === 'reason' || entry.key.startsWith('x-'));
    const text = invite.cancel(extra);
    application.requestSent(messageId, text, invite.destination, randomUUID());
  }

  #acknowledge(
    application: Application,
    messageId: string,
    message: ApplicationMessage,
    dialog: Dialog,
    given: readonly Header[],
  ): void {
    if (dialog.seqToAcknowledge === undefined) {
      return application.refuse(
        messageId,
        'ACK for non-success responses is automatically generated by the stack',
      );
    }
    this.#engineRequests.acknowledge(dialog, given, message.body, (text, hop) => {
      application.requestSent(messageId, text, hop, '');
    });
  }

  #begin(
    application: Application,
    messageId: string,
    message: ApplicationMessage,
    type: string,
    targets: readonly Destination[],
  ): void {
    const { transport } = this.#core;
    const first = transport.openStream(targets[0] ?? NOWHERE);
    const { protocol, address } = first;
    const hostport = transport.sentBy(protocol, address);
    const contact = `<${transport.contactUri(protocol, address)}>`;
    const { headers } = message;
    const from = atAddress(findHeader(headers, 'from') ?? contact, hostport);
    const cseq = parseCseq(findHeader(headers, 'cseq') ?? '')?.number ?? 1 + randomInt(FIRST_CSEQ_LIMIT);
    const list: Header[] = [
      header('max-forwards', findHeader(headers, 'max-forwards') ?? '70'),
      header('from', withTag(from)),
      header('to', findHeader(headers, 'to') ?? `<${message.uri}>`),
      header('call-id', findHeader(headers, 'call-id') ?? randomUUID()),
      header('cseq', `${cseq} ${message.method}`),
    ];
    const given = findHeader(headers, 'contact');
    const via = protocol === 'udp' ? hostport : `${hostport};transport=${protocol}`;
    if (given !== undefined) list.push(header('contact', atAddress(given, via)));
    else if (OPENS_DIALOG.has(message.method)) list.push(header('contact', contact));
    if (type !== 'given' && type !== 'none') list.push(header('content-type', type));
    for (const entry of headers) {
      if (ENGINE_OWNED.has(entry.key)) continue;
      list.push(
        NAMES_OURSELVES.has(entry.key) ? { ...entry, value: atAddress(entry.value, hostport) } : entry,
      );
    }
    const parts = {
      method: message.method,
      uri: message.uri,
      headers: list,
      body: Buffer.from(message.body),
    };
    this.#start(
      application,
      messageId,
      parts,
      targets.length > 0 ? [first, ...targets.slice(1)] : [],
      undefined,
    );
  }

  #start(
    application: Application,
    messageId: string,
    parts: RequestParts,
    targets: readonly Destination[],
    dialog: Dialog | undefined,
  ): void {
    const { table, options, applications } = this.#core;
    if (table.size >= options.maxTransactions) return application.refuse(messageId, 'too many transactions');
    if (dialog?.state === 'ended') return application.refuse(messageId, NO_DIALOG);
    const isNowhere = targets.length === 0;
    const transaction = new ClientTransaction(this.#core, this.#sent, parts, isNowhere ? [NOWHERE] : targets);
    transaction.owner = application;
    transaction.dialog = dialog;
    if (dialog && transaction.isInvite) dialog.localInvite = transaction;
    const { text } = transaction;
    application.requestSent(messageId, text, transaction.destination, transaction.id);
    if (!dialog) {
      if (transaction.isInvite)
        applications.choose('cdr:attempt')?.sendCdr('cdr:attempt', text, 'application');
      else if (OPENS_DIALOG.has(parts.method)) table.subscribes.set(subscribeKey(parts), transaction);
    } else if (parts.method === 'BYE') {
      applications.choose('cdr:stop')?.sendCdr('cdr:stop', text, 'application', 'normal-release');
    }
    if (isNowhere) setImmediate(() => transaction.transportFailed());
    else transaction.start();
  }

  /** A stream still open, a far end behind NAT, or what the next hop's name resolves to. */
  #withHops(dialog: Dialog, use: (targets: readonly Destination[]) => void): void {
    const { resolver, transport } = this.#core;
    const { knownHop, nextHop } = dialog;
    const flow = transport.flows.find(nextHop);
    const now = knownHop ? [knownHop] : flow ? [flow.source] : resolver.resolveNow(nextHop);
    if (now) use(now.map((each) => transport.openStream(each)));
    else void resolver.resolve(nextHop).then(use, () => use([]));
  }

  #dialogHeaders(message: ApplicationMessage, dialog: Dialog, type: string): Header[] {
    const { transport } = this.#core;
    const { protocol, address } = dialog.peer;
    const hostport = transport.sentBy(protocol, address);
    const given = message.headers.map((entry) =>
      entry.key === 'contact' || NAMES_OURSELVES.has(entry.key)
        ? { ...entry, value: atAddress(entry.value, hostport) }
        : entry,
    );
    if (CARRIES_CONTACT.has(message.method) && !given.some((entry) => entry.key === 'contact')) {
      given.push(header('contact', dialog.contact));
    }
    if (type !== 'given' && type !== 'none') given.push(header('content-type', type));
    return given;
  }

  /** The fork whose reliable provisional a PRACK names: all share one id, and RSeq counts apart in each. */
  #forkOf(message: ApplicationMessage, id: string): Dialog | undefined {
    const rseq = Number((findHeader(message.headers, 'rack') ?? '').split(/\s/, 1)[0]);
    const forks = this.#core.dialogs.forksOf(id);
    return forks.find((dialog) => dialog.rseqToAcknowledge === rseq) ?? this.#core.dialogs.findById(id);
  }

  #adopt(dialog: Dialog, application: Application): void {
    clearTimeout(dialog.orphanTimer);
    dialog.orphanTimer = undefined;
    dialog.ownedBy(application);
  }
}

function firstRoute(headers: readonly Header[]): string | undefined {
  const value = findHeader(headers, 'route');
  return value === undefined ? undefined : parseNameAddr(value)?.uri;
}

/** drachtio-srf takes `host:port` for a proxy, too. */
function asUri(route: string): string {
  const plain = parseNameAddr(route)?.uri ?? route;
  return /^sips?:/i.test(plain) ? plain : `sip:${plain}`;
}

function withTag(from: string): string {
  const parsed = parseNameAddr(from);
  if (parsed && param(parsed.params, 'tag') !== undefined) return from;
  const bracketed = from.includes('<') ? from : `<${from}>`;
  return `${bracketed};tag=${newTag()}`;
}
