import type { Application } from './application.ts';
import type { Core } from './core.ts';
import type { Dialog } from './dialog.ts';
import { parseUri } from './header-values.ts';
import type { EngineRequests } from './engine-requests.ts';
import type { Proxy } from './proxy.ts';
import { SourceRateLimit } from './rate-limit.ts';
import { responseText, stampVia } from './response-text.ts';
import { newTag, originKey, serverKey, ServerTransaction, type ServerUser } from './server-transaction.ts';
import { sessionExpires } from './session-timer.ts';
import { findHeader, hasOption, header, textOf, type Header, type SipRequest } from './sip-message.ts';
import { MIN_SESSION_SECONDS } from './timers.ts';
import type { Source } from './transport.ts';

const KNOWN_METHODS = new Set(
  'INVITE ACK BYE CANCEL OPTIONS REGISTER PRACK UPDATE INFO MESSAGE SUBSCRIBE NOTIFY REFER PUBLISH'.split(
    ' ',
  ),
);
const ONLY_IN_DIALOGS = new Set(['BYE', 'PRACK', 'UPDATE']);
const URI_SCHEMES = new Set(['sip', 'sips', 'tel', 'urn']);
const NEEDS_CONTACT = new Set(['INVITE', 'SUBSCRIBE']);
const RETRY_SOON_SECONDS = 5;

/** Requests from the network: to the transaction, the dialog or the application they belong to. */
export class InboundRequests implements ServerUser {
  readonly #core: Core;
  readonly #engineRequests: EngineRequests;
  readonly #proxy: Proxy;
  readonly #limit: SourceRateLimit;

  constructor(core: Core, engineRequests: EngineRequests, proxy: Proxy) {
    this.#core = core;
    this.#engineRequests = engineRequests;
    this.#proxy = proxy;
    this.#limit = new SourceRateLimit(core.options.sourceRequestsPerSecond, core.options.sourceBurst);
  }

  handle(request: SipRequest, source: Source): void {
    const { table, counters, options } = this.#core;
    counters.requestsIn += 1;
    stampVia(request, source);
    if (request.method === 'ACK') return this.#acknowledge(request, source);
    if (request.method === 'CANCEL') return this.#cancel(request, source);
    const known = table.serverByKey.get(serverKey(request));
    if (known) {
      counters.retransmissions += 1;
      known.requestRepeated();
      return;
    }
    if (request.toTag === '' && !this.#limit.take(source.address)) {
      counters.dropped += 1;
      return;
    }
    if (table.size >= options.maxTransactions) return this.#refuseStateless(request, source, 503);
    if (request.toTag !== '') this.#inDialog(request, source);
    else this.#outsideDialog(request, source);
  }

  unacknowledged(transaction: ServerTransaction): void {
    const { dialog } = transaction;
    if (!dialog || dialog.state === 'ended') return;
    dialog.awaitingAck = undefined;
    this.#engineRequests.hangUp(dialog, 'SIP;cause=200;text="ACK timeout"', 'ack-timeout');
  }

  unanswered(transaction: ServerTransaction): void {
    if (!transaction.isInvite) return transaction.end();
    this.#core.log.warn({ callId: transaction.request.callId }, 'the application left an INVITE unanswered');
    this.#refuseInvite(transaction, 480);
  }

  ended(transaction: ServerTransaction): void {
    const { dialog } = transaction;
    if (!dialog) return;
    if (dialog.remoteInvite === transaction) dialog.remoteInvite = undefined;
    if (dialog.awaitingAck === transaction) dialog.awaitingAck = undefined;
  }

  /** The engine's own final answer to an INVITE that was with an application or a proxy. */
  #refuseInvite(transaction: ServerTransaction, status: number): void {
    transaction.reply(status);
    const { dialog } = transaction;
    transaction.canceller?.();
    if (!dialog) return;
    dialog.remoteInvite = undefined;
    dialog.reliable?.stop();
    if (dialog.state === 'early') this.#core.dialogs.remove(dialog);
  }

  #outsideDialog(request: SipRequest, source: Source): void {
    const { table, applications } = this.#core;
    const { method } = request;
    const twin = table.serverByOrigin.get(originKey(request));
    if (twin) return this.#refuse(request, source, 482);
    if (!URI_SCHEMES.has(parseUri(request.uri)?.scheme ?? '')) return this.#refuse(request, source, 416);
    if (ONLY_IN_DIALOGS.has(method)) return this.#refuse(request, source, 481);
    if (NEEDS_CONTACT.has(method) && findHeader(request.headers, 'contact') === undefined) {
      return this.#refuse(request, source, 400, 'Missing Contact Header');
    }
    if (isSessionTooShort(request)) return this.#refuse(request, source, 422);
    const application = applications.choose(method.toLowerCase());
    if (!application) return this.#refuse(request, source, KNOWN_METHODS.has(method) ? 503 : 501);
    const transaction = this.#begin(request, source);
    const text = textOf(request);
    if (transaction.isInvite) {
      transaction.reply(100);
      applications.choose('cdr:attempt')?.sendCdr('cdr:attempt', text, 'network');
    }
    this.#handUp(application, transaction, text, '');
  }

  #inDialog(request: SipRequest, source: Source): void {
    const dialog = this.#findDialog(request);
    if (!dialog) {
      if (!this.#limit.take(source.address)) {
        this.#core.counters.dropped += 1;
        return;
      }
      if (this.#proxy.forwardInDialog(request, source)) return;
      return this.#refuse(request, source, 481);
    }
    if (dialog.remoteSeq !== undefined && request.cseq < dialog.remoteSeq)
      return this.#refuse(request, source, 500);
    if (request.method === 'PRACK') return this.#prack(request, source, dialog);
    if (request.method === 'INVITE' || request.method === 'UPDATE') {
      if (dialog.localInvite && dialog.state === 'confirmed') return this.#refuse(request, source, 491);
      if (dialog.remoteInvite && (request.method === 'INVITE' || dialog.state === 'confirmed')) {
        return this.#refuse(request, source, 500);
      }
    }
    dialog.remoteSeq = request.cseq;
    dialog.heardFrom(source);
    const transaction = this.#begin(request, source);
    transaction.dialog = dialog;
    if (transaction.isInvite) {
      dialog.remoteInvite = transaction;
      transaction.reply(100);
    }
    if (request.method === 'BYE') this.#bye(transaction, dialog);
    else this.#toOwner(transaction, dialog);
    if (request.method === 'NOTIFY') this.#endSubscription(request, dialog);
  }

  #bye(transaction: ServerTransaction, dialog: Dialog): void {
    const { dialogs, applications } = this.#core;
    dialog.awaitingAck?.successAcknowledged();
    const invite = dialog.remoteInvite;
    const text = textOf(transaction.request);
    this.#toOwner(transaction, dialog);
    if (invite && !invite.isFinal) this.#refuseInvite(invite, 487);
    dialog.localInvite?.cancel([]);
    dialogs.remove(dialog);
    applications.choose('cdr:stop')?.sendCdr('cdr:stop', text, 'network', 'normal-release');
  }

  #prack(request: SipRequest, source: Source, dialog: Dialog): void {
    const { reliable } = dialog;
    if (!reliable?.acknowledged(request)) return this.#refuse(request, source, 481);
    dialog.remoteSeq = request.cseq;
    const transaction = this.#begin(request, source);
    transaction.dialog = dialog;
    this.#toOwner(transaction, dialog);
  }

  /** RFC 6665 §4.4.1: a NOTIFY that says 'terminated' ends the subscription, and a dialog that was only that. */
  #endSubscription(request: SipRequest, dialog: Dialog): void {
    const state = findHeader(request.headers, 'subscription-state') ?? '';
    if (dialog.kind === 'subscribe' && /^terminated/i.test(state)) this.#core.dialogs.remove(dialog);
    else if (dialog.kind === 'subscribe' && dialog.state === 'early') dialog.state = 'confirmed';
  }

  #toOwner(transaction: ServerTransaction, dialog: Dialog): void {
    const { applications } = this.#core;
    const { request } = transaction;
    const owner = dialog.owner?.isConnected ? dialog.owner : undefined;
    const application = owner ?? applications.withTags(dialog.ownerTags);
    if (request.method === 'BYE' && !owner) {
      // Whoever it is offered to may not know the call; the phone must not wait for that.
      transaction.reply(200);
    }
    if (application) this.#handUp(application, transaction, textOf(request), dialog.id);
    else if (!transaction.isFinal) {
      this.#core.counters.rejected += 1;
      transaction.reply(503);
      if (transaction.isInvite) dialog.remoteInvite = undefined;
    }
  }

  #handUp(application: Application, transaction: ServerTransaction, text: string, dialogId: string): void {
    const { transport } = this.#core;
    transaction.owner = application;
    const { source } = transaction;
    const isNew = transaction.request.toTag === '';
    application.sendFromNetwork(text, source, {
      transactionId: transaction.id,
      dialogId,
      ...(isNew
        ? { receivedOn: transport.sentBy(source.protocol, source.address).replace(/:(\d+)$/, '|$1') }
        : {}),
    });
  }

  #findDialog(request: SipRequest): Dialog | undefined {
    const { dialogs } = this.#core;
    const { callId, toTag, fromTag } = request;
    const dialog = dialogs.findByNetwork(callId, toTag, fromTag);
    if (dialog || request.method !== 'NOTIFY') return dialog;
    // A NOTIFY may overtake the 2xx to its SUBSCRIBE, RFC 6665 §4.1.2.4.
    return this.#engineRequests.dialogFromEarlyNotify(request);
  }

  #acknowledge(request: SipRequest, source: Source): void {
    const { table, dialogs, counters } = this.#core;
    const refusal = table.serverByKey.get(serverKey(request));
    if (refusal && (refusal.state === 'completed' || refusal.state === 'confirmed')) {
      refusal.refusalAcknowledged();
      return;
    }
    const dialog = dialogs.findByNetwork(request.callId, request.toTag, request.fromTag);
    const invite = dialog?.awaitingAck;
    if (!dialog || !invite || invite.request.cseq !== request.cseq) {
      if (!dialog && !this.#proxy.forwardAck(request, source)) counters.dropped += 1;
      return;
    }
    dialog.awaitingAck = undefined;
    invite.successAcknowledged();
    const application = dialog.owner?.isConnected ? dialog.owner : undefined;
    application?.sendFromNetwork(textOf(request), source, { transactionId: invite.id, dialogId: dialog.id });
  }

  /** RFC 3261 §9.2: the engine answers both the CANCEL and the INVITE. */
  #cancel(request: SipRequest, source: Source): void {
    const { table, applications } = this.#core;
    if (table.serverByKey.has(serverKey(request))) {
      table.serverByKey.get(serverKey(request))?.requestRepeated();
      return;
    }
    const invite = table.serverByKey.get(serverKey(request, 'INVITE'));
    if (!invite) return this.#refuse(request, source, 481);
    const transaction = this.#begin(request, source);
    transaction.toTag = invite.toTag;
    transaction.reply(200);
    if (invite.isFinal) return;
    invite.isCancelled = true;
    const text = textOf(request);
    const dialogId = invite.dialog?.id ?? '';
    const application = invite.owner;
    application?.sendFromNetwork(text, source, { transactionId: invite.id, dialogId });
    this.#refuseInvite(invite, 487);
    applications.choose('cdr:stop')?.sendCdr('cdr:stop', text, 'network', 'call-canceled');
  }

  #begin(request: SipRequest, source: Source): ServerTransaction {
    return new ServerTransaction(this.#core, this, request, source);
  }

  #refuse(request: SipRequest, source: Source, status: number, reason?: string): void {
    this.#core.counters.rejected += 1;
    this.#begin(request, source).reply(status, explanation(status), reason);
  }

  /** When there is no room for a transaction. */
  #refuseStateless(request: SipRequest, source: Source, status: number): void {
    this.#core.counters.rejected += 1;
    const text = responseText(request, {
      status,
      toTag: newTag(),
      extra: [header('retry-after', String(RETRY_SOON_SECONDS))],
    });
    this.#core.transport.sendResponse(source, request.via, Buffer.from(text));
  }
}

/** RFC 4028 §9: only a caller that knows session timers can be told to ask for a longer one. */
function isSessionTooShort(request: SipRequest): boolean {
  if (request.method !== 'INVITE' || !hasOption(request.headers, 'supported', 'timer')) return false;
  const asked = sessionExpires(request.headers);
  return asked !== undefined && asked.seconds < MIN_SESSION_SECONDS;
}

function explanation(status: number): Header[] | undefined {
  if (status === 422) return [header('min-se', String(MIN_SESSION_SECONDS))];
  if (status === 500) return [header('retry-after', String(Math.ceil(Math.random() * RETRY_SOON_SECONDS)))];
  return undefined;
}
