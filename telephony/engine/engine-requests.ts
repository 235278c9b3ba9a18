import { ClientTransaction, type ClientUser, type RequestParts } from './client-transaction.ts';
import type { Core } from './core.ts';
import { Dialog, dialogId } from './dialog.ts';
import { header, listHeader, type Header, type SipRequest, type SipResponse } from './sip-message.ts';
import { armSessionTimer, sessionExpires } from './session-timer.ts';
import type { Destination } from './transport.ts';

/** What the engine asks of the network by itself: BYE for calls nobody looks after, and session refreshes. */
export class EngineRequests implements ClientUser {
  readonly #core: Core;

  constructor(core: Core) {
    this.#core = core;
  }

  get secondMs(): number {
    return this.#core.timers.second;
  }

  /** Ends the dialog towards the phone and tells the application that it is gone. */
  hangUp(dialog: Dialog, reason: string, cdrReason = 'system-initiated-termination'): void {
    const { dialogs, applications } = this.#core;
    if (dialog.state === 'ended') return;
    dialog.endsAfterAck = false;
    if (dialog.seqToAcknowledge !== undefined) this.acknowledge(dialog, [], '');
    const parts = dialog.request('BYE', [header('reason', reason)], '');
    const { owner, nextHop, knownHop } = dialog;
    dialogs.remove(dialog);
    this.send(parts, nextHop, knownHop, (transaction) => {
      const { text, destination } = transaction;
      if (owner?.isConnected) owner.sendUnsolicited(text, destination, dialog.id);
      applications.choose('cdr:stop')?.sendCdr('cdr:stop', text, 'application', cdrReason);
    });
  }

  /** The ACK to a 2xx, kept to be repeated with it. */
  acknowledge(
    dialog: Dialog,
    given: readonly Header[],
    body: string,
    sent?: (text: string, hop: Destination) => void,
  ): void {
    const seq = dialog.seqToAcknowledge;
    if (seq === undefined) return;
    const parts = dialog.request('ACK', given, body, seq);
    dialog.seqToAcknowledge = undefined;
    this.#withHop(dialog.nextHop, dialog.knownHop, (hop) => {
      if (!hop) return;
      // An ACK to a 2xx is no transaction, yet it is built like one; it is never started.
      const carrier = new ClientTransaction(this.#core, this, parts, [hop]);
      const wire = Buffer.from(carrier.text);
      const { destination } = carrier;
      carrier.end();
      dialog.acknowledged(parts, wire);
      this.#core.transport.sendUnwatched(destination, wire);
      sent?.(wire.toString('utf8'), destination);
    });
    if (dialog.endsAfterAck) this.hangUp(dialog, 'SIP;cause=487;text="Request Terminated"');
  }

  /** An answered fork the application cannot know of: acknowledged and hung up, RFC 3261 §13.2.2.4. */
  dropFork(dialog: Dialog): void {
    this.acknowledge(dialog, [], '');
    this.hangUp(dialog, 'SIP;cause=200;text="Call completed elsewhere"');
  }

  /** RFC 4028 §7.4: UPDATE without a description where the peer takes it, else the last INVITE again. */
  refresh(dialog: Dialog): void {
    if (dialog.state !== 'confirmed') return;
    if (dialog.localInvite || dialog.remoteInvite) {
      armSessionTimer(this, dialog, dialog.sessionSeconds, true);
      return;
    }
    const headers = [
      header('session-expires', `${dialog.sessionSeconds};refresher=uac`),
      header('supported', 'timer'),
      header('contact', dialog.contact),
    ];
    const useUpdate = dialog.peerTakesUpdate || dialog.localBody === '';
    const body = useUpdate ? '' : dialog.localBody;
    if (body !== '') headers.push(header('content-type', dialog.localBodyType));
    const parts = dialog.request(useUpdate ? 'UPDATE' : 'INVITE', headers, body);
    this.send(parts, dialog.nextHop, dialog.knownHop, (transaction) => {
      transaction.dialog = dialog;
      if (!useUpdate) dialog.localInvite = transaction;
    });
  }

  response(transaction: ClientTransaction, response: SipResponse): void {
    const { dialog } = transaction;
    if (!dialog || response.status < 200) return;
    if (dialog.localInvite === transaction) dialog.localInvite = undefined;
    if (response.status < 300) {
      if (transaction.isInvite) {
        if (dialog.ack?.seq === response.cseq) {
          this.#core.transport.sendUnwatched(transaction.destination, dialog.ack.wire);
          return;
        }
        dialog.refreshTarget(response);
        dialog.seqToAcknowledge = response.cseq;
        this.acknowledge(dialog, [], '');
      }
      const agreed = sessionExpires(response.headers);
      if (agreed) armSessionTimer(this, dialog, agreed.seconds, agreed.refresher !== 'uas');
      return;
    }
    if (response.status === 491) armSessionTimer(this, dialog, dialog.sessionSeconds, true);
    else if (response.status === 408 || response.status === 481)
      this.hangUp(dialog, SESSION_EXPIRED, 'session-expired');
  }

  failed(transaction: ClientTransaction): void {
    const { dialog } = transaction;
    if (dialog) this.hangUp(dialog, SESSION_EXPIRED, 'session-expired');
  }

  ended(transaction: ClientTransaction): void {
    const { dialog } = transaction;
    if (dialog?.localInvite === transaction) dialog.localInvite = undefined;
  }

  sessionExpired(dialog: Dialog): void {
    this.hangUp(dialog, SESSION_EXPIRED, 'session-expired');
  }

  /** The dialog of a SUBSCRIBE that has not been answered yet. */
  dialogFromEarlyNotify(request: SipRequest): Dialog | undefined {
    const { dialogs, transport, table } = this.#core;
    const pending = table.subscribes.get(`${request.callId}|${request.toTag}`);
    if (!pending || pending.dialog) return undefined;
    const { destination } = pending;
    const dialog = new Dialog(
      {
        id: dialogId(request.callId, request.toTag),
        kind: 'subscribe',
        callId: request.callId,
        localTag: request.toTag,
        remoteTag: request.fromTag,
        localParty: request.to,
        remoteParty: request.from,
        localSeq: Number(pending.parts.headers.find((entry) => entry.key === 'cseq')?.value.split(' ')[0]),
        remoteSeq: request.cseq,
        routeSet: listHeader(request.headers, 'record-route'),
        contact: `<${transport.contactUri(destination.protocol, destination.address)}>`,
      },
      destination,
      true,
    );
    dialog.refreshTarget(request);
    dialog.ownedBy(pending.owner);
    pending.dialog = dialog;
    dialogs.add(dialog);
    return dialog;
  }

  send(
    parts: RequestParts,
    nextHop: string,
    knownHop: Destination | undefined,
    sending: (transaction: ClientTransaction) => void,
  ): void {
    this.#withHop(nextHop, knownHop, (hop) => {
      if (!hop) return;
      const transaction = new ClientTransaction(this.#core, this, parts, [hop]);
      sending(transaction);
      transaction.start();
    });
  }

  #withHop(
    nextHop: string,
    knownHop: Destination | undefined,
    use: (hop: Destination | undefined) => void,
  ): void {
    const { resolver, transport } = this.#core;
    const now = knownHop ? [knownHop] : resolver.resolveNow(nextHop);
    const first = (hops: readonly Destination[]): void => use(hops[0] && transport.openStream(hops[0]));
    if (now) first(now);
    else void resolver.resolve(nextHop).then(first, () => use(undefined));
  }
}

const SESSION_EXPIRED = 'SIP;cause=200;text="Session timer expired"';
