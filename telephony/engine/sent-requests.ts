import { cseqOf, type ClientTransaction, type ClientUser, type RequestParts } from './client-transaction.ts';
import type { Core } from './core.ts';
import { Dialog, dialogId } from './dialog.ts';
import type { EngineRequests } from './engine-requests.ts';
import { reasonOf } from './response-text.ts';
import { newTag } from './server-transaction.ts';
import { armSessionTimer, sessionExpires } from './session-timer.ts';
import {
  findHeader,
  hasOption,
  header,
  listHeader,
  renderText,
  textOf,
  type SipResponse,
} from './sip-message.ts';
import { SUBSCRIPTION_MARGIN_SECONDS } from './timers.ts';
import { parseNameAddr, tagOf } from './header-values.ts';
import type { Source } from './transport.ts';

const DEFAULT_SUBSCRIPTION_SECONDS = 3600;
const DEFAULT_REFER_SECONDS = 180;
const OPENS_SUBSCRIPTION = new Set(['SUBSCRIBE', 'REFER']);

/** Answers from the network to requests of applications: dialogs are made and ended here, the rest is handed up. */
export class SentRequests implements ClientUser {
  readonly #core: Core;
  readonly #engineRequests: EngineRequests;

  constructor(core: Core, engineRequests: EngineRequests) {
    this.#core = core;
    this.#engineRequests = engineRequests;
  }

  response(transaction: ClientTransaction, response: SipResponse, source: Source): void {
    const { parts } = transaction;
    if (transaction.isInvite) return this.#toInvite(transaction, response, source);
    if (response.status >= 200) {
      if (!transaction.dialog && OPENS_SUBSCRIPTION.has(parts.method) && response.status < 300) {
        this.#openSubscription(transaction, response, source);
      }
      if (transaction.dialog?.kind === 'subscribe' && parts.method === 'SUBSCRIBE' && response.status < 300) {
        this.#expireSubscription(transaction.dialog, response, parts.method);
      }
      this.#closeDialog(transaction, response.status);
      this.#refreshed(transaction, response);
    }
    this.#handUp(transaction, response, source, transaction.dialog?.id ?? '');
  }

  failed(transaction: ClientTransaction, status: 408 | 487 | 503): void {
    const { parts, owner, dialog, destination } = transaction;
    const headers = [
      header('via', `SIP/2.0/${destination.protocol.toUpperCase()} local;branch=${transaction.branch}`),
    ];
    for (const key of ['from', 'to', 'call-id', 'cseq']) {
      const value = findHeader(parts.headers, key) ?? '';
      headers.push(header(key, key === 'to' && tagOf(value) === '' ? `${value};tag=${newTag()}` : value));
    }
    const text = renderText(`SIP/2.0 ${status} ${reasonOf(status)}`, headers, '');
    const id = transaction.isInvite || dialog ? (dialog?.id ?? this.#idOf(transaction)) : '';
    owner?.sendFromNetwork(text, destination, { transactionId: transaction.id, dialogId: id });
    if (transaction.isInvite) {
      this.#dropEarly(transaction);
      this.#cdrStop(text, status);
    }
    this.#closeDialog(transaction, status);
  }

  ended(transaction: ClientTransaction): void {
    const { table, dialogs } = this.#core;
    const { parts } = transaction;
    if (transaction.isInvite) {
      // A 2xx nobody acknowledged in all that time: the far end must not wait for ever.
      for (const dialog of dialogs.forksOf(transaction.dialog?.id ?? this.#idOf(transaction))) {
        if (dialog.localInvite === transaction) dialog.localInvite = undefined;
        if (dialog.seqToAcknowledge === Number(cseqOf(parts))) this.#engineRequests.dropFork(dialog);
      }
    } else if (OPENS_SUBSCRIPTION.has(parts.method) && !transaction.dialog)
      table.subscribes.delete(subscribeKey(parts));
    else if (OPENS_SUBSCRIPTION.has(parts.method)) table.subscribes.delete(subscribeKey(parts));
  }

  #toInvite(transaction: ClientTransaction, response: SipResponse, source: Source): void {
    const { status } = response;
    const id = transaction.dialog?.id ?? this.#idOf(transaction);
    if (transaction.dialog) {
      if (this.#toReinvite(transaction, transaction.dialog, response, source))
        this.#handUp(transaction, response, source, id);
      return;
    }
    if (status < 200) {
      if (status > 100 && response.toTag !== '') {
        const dialog = this.#fork(transaction, response, source);
        if (dialog && !this.#takesReliable(dialog, response)) return;
      }
      this.#handUp(transaction, response, source, id);
      return;
    }
    if (status >= 300) {
      this.#dropEarly(transaction);
      this.#handUp(transaction, response, source, id);
      this.#cdrStop(textOf(response), status);
      return;
    }
    this.#answered(transaction, response, source, id);
  }

  /** RFC 3261 §13.2.2.4. The first answer is the application's; a repeated one gets its ACK again, a second is hung up. */
  #answered(transaction: ClientTransaction, response: SipResponse, source: Source, id: string): void {
    const forks = this.#core.dialogs.forksOf(id);
    const answered = forks.find((dialog) => dialog.state === 'confirmed');
    const known = forks.find((dialog) => dialog.remoteTag === response.toTag);
    if (known && known.state === 'confirmed') {
      if (known.ack?.seq === response.cseq) {
        this.#core.counters.retransmissions += 1;
        this.#core.transport.sendUnwatched(transaction.destination, known.ack.wire);
      }
      return;
    }
    if (!known && transaction.answeredBy !== undefined && transaction.answeredBy === response.toTag) return;
    const dialog = known ?? this.#fork(transaction, response, source);
    if (!dialog) return;
    dialog.refreshTarget(response);
    dialog.routeSet = listHeader(response.headers, 'record-route').toReversed();
    dialog.state = 'confirmed';
    dialog.seqToAcknowledge = response.cseq;
    dialog.takesUpdateWhen(response);
    if (answered || transaction.answeredBy !== undefined || !transaction.owner?.isConnected) {
      this.#engineRequests.dropFork(dialog);
      return;
    }
    transaction.answeredBy = response.toTag;
    dialog.endsAfterAck = transaction.isCancelled;
    for (const other of forks)
      if (other !== dialog && other.state === 'early') this.#core.dialogs.remove(other);
    const agreed = sessionExpires(response.headers);
    if (agreed) armSessionTimer(this.#engineRequests, dialog, agreed.seconds, agreed.refresher !== 'uas');
    this.#handUp(transaction, response, source, id);
    this.#core.applications.choose('cdr:start')?.sendCdr('cdr:start', textOf(response), 'network', 'uac');
  }

  /** True when the application is to see it. */
  #toReinvite(
    transaction: ClientTransaction,
    dialog: Dialog,
    response: SipResponse,
    source: Source,
  ): boolean {
    const { status } = response;
    if (status < 200) return true;
    if (status < 300) {
      if (dialog.ack?.seq === response.cseq) {
        this.#core.transport.sendUnwatched(transaction.destination, dialog.ack.wire);
        return false;
      }
      if (dialog.seqToAcknowledge === response.cseq) return false;
      dialog.seqToAcknowledge = response.cseq;
      dialog.refreshTarget(response);
      dialog.heardFrom(source);
      this.#refreshed(transaction, response);
    }
    if (dialog.localInvite === transaction) dialog.localInvite = undefined;
    return true;
  }

  #refreshed(transaction: ClientTransaction, response: SipResponse): void {
    const { dialog, parts } = transaction;
    if (!dialog || response.status >= 300) return;
    if (parts.method === 'UPDATE') dialog.refreshTarget(response);
    if (parts.method !== 'UPDATE' && parts.method !== 'INVITE') return;
    const agreed = sessionExpires(response.headers);
    if (agreed) armSessionTimer(this.#engineRequests, dialog, agreed.seconds, agreed.refresher !== 'uas');
  }

  /** RFC 3262 §4: repeated and out-of-order reliable provisionals are not for the application. */
  #takesReliable(dialog: Dialog, response: SipResponse): boolean {
    const rseq = Number(findHeader(response.headers, 'rseq'));
    if (!Number.isInteger(rseq) || !hasOption(response.headers, 'require', '100rel')) return true;
    if (dialog.rseqToAcknowledge !== undefined && rseq !== dialog.rseqToAcknowledge + 1) return false;
    dialog.rseqToAcknowledge = rseq;
    return true;
  }

  #fork(transaction: ClientTransaction, response: SipResponse, source: Source): Dialog | undefined {
    const { dialogs } = this.#core;
    const id = this.#idOf(transaction);
    const known = dialogs.forksOf(id).find((dialog) => dialog.remoteTag === response.toTag);
    return known ?? this.#open(transaction, response, source, 'invite');
  }

  #openSubscription(transaction: ClientTransaction, response: SipResponse, source: Source): void {
    const dialog = this.#open(transaction, response, source, 'subscribe');
    if (!dialog) return;
    dialog.state = 'confirmed';
    transaction.dialog = dialog;
    this.#expireSubscription(dialog, response, transaction.parts.method);
  }

  #open(
    transaction: ClientTransaction,
    response: SipResponse,
    source: Source,
    kind: Dialog['kind'],
  ): Dialog | undefined {
    const { dialogs, options } = this.#core;
    const { parts } = transaction;
    if (dialogs.size >= options.maxDialogs) return undefined;
    const contact = findHeader(parts.headers, 'contact') ?? '';
    const dialog = new Dialog(
      {
        id: this.#idOf(transaction),
        kind,
        callId: response.callId,
        localTag: response.fromTag,
        remoteTag: response.toTag,
        localParty: findHeader(parts.headers, 'from') ?? response.from,
        remoteParty: response.to,
        localSeq: response.cseq,
        remoteSeq: undefined,
        routeSet: listHeader(response.headers, 'record-route').toReversed(),
        contact,
      },
      source.protocol === 'udp' ? source : transaction.destination,
      true,
    );
    dialog.remoteTarget = parseNameAddr(parts.uri)?.uri ?? parts.uri;
    dialog.refreshTarget(response);
    dialog.takesUpdateWhen(response);
    dialog.localBody = parts.body.toString('utf8');
    dialog.localBodyType = findHeader(parts.headers, 'content-type') ?? '';
    dialog.ownedBy(transaction.owner);
    dialogs.add(dialog);
    return dialog;
  }

  #expireSubscription(dialog: Dialog, response: SipResponse, method: string): void {
    const usual = method === 'REFER' ? DEFAULT_REFER_SECONDS : DEFAULT_SUBSCRIPTION_SECONDS;
    const seconds = Number(findHeader(response.headers, 'expires') ?? usual);
    const wait = Math.min(
      ((Number.isFinite(seconds) ? seconds : usual) + SUBSCRIPTION_MARGIN_SECONDS) * this.#core.timers.second,
      2 ** 31 - 1,
    );
    clearTimeout(dialog.expiryTimer);
    dialog.expiryTimer = setTimeout(() => this.#core.dialogs.remove(dialog), wait);
  }

  #closeDialog(transaction: ClientTransaction, status: number): void {
    const { dialogs, timers } = this.#core;
    const { dialog, parts } = transaction;
    if (!dialog) return;
    const isLastNotify =
      parts.method === 'NOTIFY' &&
      dialog.kind === 'subscribe' &&
      /^terminated/i.test(findHeader(parts.headers, 'subscription-state') ?? '');
    if (parts.method !== 'BYE' && !isLastNotify) return;
    if (status === 401 || status === 407) {
      // The application may say it again with credentials.
      clearTimeout(dialog.expiryTimer);
      dialog.expiryTimer = setTimeout(() => dialogs.remove(dialog), timers.life);
    } else dialogs.remove(dialog);
  }

  #dropEarly(transaction: ClientTransaction): void {
    if (transaction.dialog) {
      if (transaction.dialog.localInvite === transaction) transaction.dialog.localInvite = undefined;
      return;
    }
    for (const dialog of this.#core.dialogs.forksOf(this.#idOf(transaction))) {
      if (dialog.state === 'early') this.#core.dialogs.remove(dialog);
    }
  }

  #cdrStop(text: string, status: number): void {
    const reason = status === 487 ? 'call-canceled' : 'call-rejected';
    this.#core.applications.choose('cdr:stop')?.sendCdr('cdr:stop', text, 'network', reason);
  }

  #idOf(transaction: ClientTransaction): string {
    const { headers } = transaction.parts;
    return dialogId(findHeader(headers, 'call-id') ?? '', tagOf(findHeader(headers, 'from') ?? ''));
  }

  #handUp(transaction: ClientTransaction, response: SipResponse, source: Source, id: string): void {
    transaction.owner?.sendFromNetwork(textOf(response), source, {
      transactionId: transaction.id,
      dialogId: id,
    });
  }
}

export function subscribeKey(parts: RequestParts): string {
  return `${findHeader(parts.headers, 'call-id') ?? ''}|${tagOf(findHeader(parts.headers, 'from') ?? '')}`;
}
