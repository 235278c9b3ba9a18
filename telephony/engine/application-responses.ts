import type { Application } from './application.ts';
import { atAddress, contentTypeFor, type ApplicationMessage } from './application-message.ts';
import type { Core } from './core.ts';
import { Dialog, dialogId } from './dialog.ts';
import type { EngineRequests } from './engine-requests.ts';
import { tagOf } from './header-values.ts';
import { ReliableProvisionals } from './reliable-provisionals.ts';
import { chosenTag, responseText } from './response-text.ts';
import type { ServerTransaction } from './server-transaction.ts';
import { armSessionTimer, sessionExpires } from './session-timer.ts';
import { findHeader, hasOption, header, listHeader, type Header } from './sip-message.ts';
import { MIN_SESSION_SECONDS, RINGING_LIMIT_MS, SUBSCRIPTION_MARGIN_SECONDS } from './timers.ts';

/** Copied from the request or made by the engine, whatever the application says. */
const ENGINE_OWNED = new Set(['via', 'from', 'to', 'call-id', 'cseq', 'record-route', 'contact']);
const OPENS_SUBSCRIPTION = new Set(['SUBSCRIBE', 'REFER']);
const TARGET_REFRESH = new Set(['INVITE', 'UPDATE', 'SUBSCRIBE', 'NOTIFY', 'REFER']);
const DEFAULT_SUBSCRIPTION_SECONDS = 3600;

/** Answers of applications to requests from the network. */
export class ApplicationResponses {
  readonly #core: Core;
  readonly #engineRequests: EngineRequests;

  constructor(core: Core, engineRequests: EngineRequests) {
    this.#core = core;
    this.#engineRequests = engineRequests;
  }

  respond(
    application: Application,
    messageId: string,
    message: ApplicationMessage,
    transactionId: string,
  ): void {
    const transaction = this.#core.table.serverById.get(transactionId);
    const { status } = message;
    if (!transaction || transaction.isFinal || transaction.canceller) {
      return application.refuse(messageId, 'Response not sent due to unknown transaction');
    }
    const { request } = transaction;
    const isReliable =
      transaction.isInvite && status > 100 && status < 200 && hasOption(message.headers, 'require', '100rel');
    if (
      isReliable &&
      !hasOption(request.headers, 'supported', '100rel') &&
      !hasOption(request.headers, 'require', '100rel')
    ) {
      return application.refuse(messageId, 'Remote endpoint does not support 100rel');
    }
    const isInitial = request.toTag === '' && !transaction.dialog;
    const tag = isInitial ? chosenTag(message.headers) : '';
    if (tag !== '') transaction.toTag = tag;
    const extra = this.#headers(transaction, message);
    const dialog = this.#dialogFor(transaction, message, extra);
    if (dialog === 'full') return application.refuse(messageId, 'too many dialogs');
    if (dialog && !dialog.owner?.isConnected) dialog.ownedBy(application);
    if (isReliable && dialog)
      return this.#sendReliably(application, messageId, transaction, dialog, message, extra);
    if (dialog) this.#agreeOnSession(transaction, dialog, status, extra);
    const text = responseText(request, {
      status,
      reason: message.reason,
      toTag: transaction.toTag,
      extra,
      body: message.body,
    });
    const echo = (): void =>
      application.responseSent(messageId, text, transaction.source, transaction.id, dialog?.id ?? '');
    if (dialog?.reliable && status >= 200 && status < 300) {
      dialog.reliable.afterAcknowledgement(() => this.#send(transaction, dialog, status, text));
      return echo();
    }
    this.#send(transaction, dialog, status, text);
    echo();
  }

  #send(transaction: ServerTransaction, dialog: Dialog | undefined, status: number, text: string): void {
    const { request, source } = transaction;
    if (status >= 200 && status < 300) {
      if (request.method === 'REGISTER' && source.connection)
        this.#core.transport.flows.registered(request, source.connection);
      if (dialog) this.#accepted(transaction, dialog, text);
    }
    transaction.send(status, Buffer.from(text));
    if (status > 100 && status < 200) transaction.extend(RINGING_LIMIT_MS);
    if (status >= 300 && transaction.isInvite) {
      if (dialog) {
        dialog.remoteInvite = undefined;
        dialog.reliable?.stop();
        dialog.reliable = undefined;
        if (dialog.state === 'early') this.#core.dialogs.remove(dialog);
      }
      if (request.toTag === '')
        this.#core.applications.choose('cdr:stop')?.sendCdr('cdr:stop', text, 'application', 'call-rejected');
    }
  }

  #accepted(transaction: ServerTransaction, dialog: Dialog, text: string): void {
    const { request } = transaction;
    if (TARGET_REFRESH.has(request.method)) dialog.refreshTarget(request);
    if (request.method === 'SUBSCRIBE') this.#expireSubscription(dialog, request.headers);
    if (!transaction.isInvite) return;
    if (dialog.state === 'early') {
      dialog.state = 'confirmed';
      this.#core.applications.choose('cdr:start')?.sendCdr('cdr:start', text, 'application', 'uas');
    }
    dialog.remoteInvite = undefined;
    dialog.awaitingAck = transaction;
  }

  #sendReliably(
    application: Application,
    messageId: string,
    transaction: ServerTransaction,
    dialog: Dialog,
    message: ApplicationMessage,
    extra: Header[],
  ): void {
    const { status } = message;
    dialog.reliable ??= new ReliableProvisionals(transaction, this.#core.timers, () => {
      // RFC 3262 §3: without a PRACK in all that time the INVITE is refused.
      if (!transaction.isFinal) transaction.reply(504);
      if (dialog.state === 'early') this.#core.dialogs.remove(dialog);
    });
    const rseq = dialog.reliable.rseq();
    const text = responseText(transaction.request, {
      status,
      reason: message.reason,
      toTag: transaction.toTag,
      extra: [...extra, rseq],
      body: message.body,
    });
    dialog.reliable.send(status, Number(rseq.value), Buffer.from(text));
    transaction.extend(RINGING_LIMIT_MS);
    application.responseSent(messageId, text, transaction.source, transaction.id, dialog.id);
  }

  #headers(transaction: ServerTransaction, message: ApplicationMessage): Header[] {
    const { transport } = this.#core;
    const { source, request } = transaction;
    const { status, headers } = message;
    const hostport = transport.sentBy(source.protocol, source.address);
    const withTransport = source.protocol === 'udp' ? hostport : `${hostport};transport=${source.protocol}`;
    const list: Header[] = [];
    let hasContact = false;
    for (const entry of headers) {
      if (entry.key === 'contact') {
        hasContact = true;
        list.push({ ...entry, value: atAddress(entry.value, withTransport) });
      } else if (!ENGINE_OWNED.has(entry.key)) list.push(entry);
    }
    const opens =
      status > 100 && status < 300 && (transaction.isInvite || OPENS_SUBSCRIPTION.has(request.method));
    if (!hasContact && (opens || (request.method === 'UPDATE' && status >= 200 && status < 300))) {
      const contact =
        transaction.dialog?.contact ?? `<${transport.contactUri(source.protocol, source.address)}>`;
      list.push(header('contact', contact));
    }
    const type = contentTypeFor(message);
    if (type === 'application/sdp') list.push(header('content-type', type));
    return list;
  }

  /** The dialog the response belongs to, made with the first response that has a tag (RFC 3261 §12.1.1). */
  #dialogFor(
    transaction: ServerTransaction,
    message: ApplicationMessage,
    extra: readonly Header[],
  ): Dialog | 'full' | undefined {
    const { status, body } = message;
    const { request } = transaction;
    const isSubscription = OPENS_SUBSCRIPTION.has(request.method);
    const opens = transaction.isInvite
      ? status > 100 && status < 300
      : isSubscription && status >= 200 && status < 300;
    let { dialog } = transaction;
    if (!dialog && opens && request.toTag === '') {
      if (this.#core.dialogs.size >= this.#core.options.maxDialogs) return 'full';
      dialog = this.#open(
        transaction,
        isSubscription ? 'subscribe' : 'invite',
        findHeader(extra, 'contact') ?? '',
      );
    }
    if (dialog && body !== '' && transaction.isInvite) {
      dialog.localBody = body;
      dialog.localBodyType = findHeader(extra, 'content-type') ?? '';
    }
    return dialog;
  }

  #open(transaction: ServerTransaction, kind: Dialog['kind'], contact: string): Dialog {
    const { request, source, toTag } = transaction;
    const dialog = new Dialog(
      {
        id: dialogId(request.callId, request.fromTag),
        kind,
        callId: request.callId,
        localTag: toTag,
        remoteTag: request.fromTag,
        localParty: tagOf(request.to) === '' ? `${request.to};tag=${toTag}` : request.to,
        remoteParty: request.from,
        localSeq: 0,
        remoteSeq: request.cseq,
        routeSet: listHeader(request.headers, 'record-route'),
        contact,
      },
      source,
      false,
    );
    dialog.refreshTarget(request);
    dialog.takesUpdateWhen(request);
    dialog.ownedBy(transaction.owner);
    if (kind === 'subscribe') {
      dialog.state = 'confirmed';
      this.#expireSubscription(dialog, request.headers);
    } else dialog.remoteInvite = transaction;
    transaction.dialog = dialog;
    this.#core.dialogs.add(dialog);
    return dialog;
  }

  /** RFC 4028 §9: what the application agrees to, or what the caller asked for. */
  #agreeOnSession(transaction: ServerTransaction, dialog: Dialog, status: number, extra: Header[]): void {
    const { request } = transaction;
    if (status < 200 || status >= 300 || (!transaction.isInvite && request.method !== 'UPDATE')) return;
    const said = sessionExpires(extra);
    const asked = sessionExpires(request.headers);
    const agreed = said ?? asked;
    if (!agreed) {
      // A re-INVITE or UPDATE without it switches the timer off (§7.2), unless it is only our side that keeps it.
      if (request.toTag !== '' && dialog.sessionSeconds > 0 && !dialog.weRefresh)
        clearTimeout(dialog.sessionTimer);
      return;
    }
    const seconds = Math.max(agreed.seconds, MIN_SESSION_SECONDS);
    const refresher = agreed.refresher ?? (hasOption(request.headers, 'supported', 'timer') ? 'uac' : 'uas');
    if (!said) {
      extra.push(header('session-expires', `${seconds};refresher=${refresher}`));
      if (refresher === 'uac' && !hasOption(extra, 'require', 'timer'))
        extra.push(header('require', 'timer'));
    }
    armSessionTimer(this.#engineRequests, dialog, seconds, refresher === 'uas');
  }

  #expireSubscription(dialog: Dialog, headers: readonly Header[]): void {
    if (dialog.kind !== 'subscribe') return;
    const seconds = Number(findHeader(headers, 'expires') ?? DEFAULT_SUBSCRIPTION_SECONDS);
    const usable = Number.isFinite(seconds) && seconds >= 0 ? seconds : DEFAULT_SUBSCRIPTION_SECONDS;
    const wait = Math.min((usable + SUBSCRIPTION_MARGIN_SECONDS) * this.#core.timers.second, 2 ** 31 - 1);
    clearTimeout(dialog.expiryTimer);
    dialog.expiryTimer = setTimeout(() => this.#core.dialogs.remove(dialog), wait);
  }
}
