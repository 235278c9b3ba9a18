import { randomUUID } from 'node:crypto';
import type { Application } from './application.ts';
import type { Core } from './core.ts';
import type { Dialog } from './dialog.ts';
import type { EngineRequests } from './engine-requests.ts';
import { header, renderText } from './sip-message.ts';

interface Probe {
  readonly dialog: Dialog;
  readonly application: Application;
  readonly timer: NodeJS.Timeout;
}

const PROBE_ANSWER_MS = 5_000;
/** What drachtio-srf answers by itself to a request in a dialog it does not know. */
const DOES_NOT_KNOW_IT = new Set([404, 481, 501]);

/**
 * Calls whose application went away. drachtio-srf that only lost its connection still holds its dialogs when it is
 * back, one that was started anew does not, and nothing in the protocol tells them apart: so each application of the
 * same tags is asked with an empty INFO in the dialog. Whoever knows it takes it over; after the grace the phone gets
 * a BYE.
 */
export class Orphans {
  readonly #core: Core;
  readonly #engineRequests: EngineRequests;
  readonly #probes = new Map<string, Probe>();

  constructor(core: Core, engineRequests: EngineRequests) {
    this.#core = core;
    this.#engineRequests = engineRequests;
  }

  get count(): number {
    return this.#core.dialogs.all().filter((dialog) => dialog.orphanTimer !== undefined).length;
  }

  applicationGone(application: Application): void {
    const { table, dialogs, options } = this.#core;
    for (const transaction of [...table.serverById.values()]) {
      if (transaction.owner !== application || transaction.isFinal) continue;
      const { dialog } = transaction;
      transaction.canceller?.();
      transaction.reply(503);
      if (dialog && transaction.isInvite) {
        dialog.remoteInvite = undefined;
        if (dialog.state === 'early') dialogs.remove(dialog);
      }
    }
    for (const transaction of [...table.clientById.values()]) {
      if (transaction.owner === application && transaction.isInvite && !transaction.dialog)
        transaction.cancel([]);
    }
    for (const dialog of dialogs.all()) {
      if (dialog.owner !== application || dialog.state === 'ended') continue;
      dialog.orphanTimer = setTimeout(() => this.#giveUp(dialog), options.ownerGraceMs);
    }
  }

  applicationCame(application: Application): void {
    const wanted = [...application.tags].sort().join();
    for (const dialog of this.#core.dialogs.all()) {
      if (dialog.orphanTimer === undefined || [...dialog.ownerTags].sort().join() !== wanted) continue;
      this.#ask(application, dialog);
    }
  }

  isProbe(transactionId: string): boolean {
    return this.#probes.has(transactionId);
  }

  probed(application: Application, transactionId: string, status: number): void {
    const probe = this.#probes.get(transactionId);
    if (!probe) return;
    clearTimeout(probe.timer);
    this.#probes.delete(transactionId);
    const { dialog } = probe;
    if (DOES_NOT_KNOW_IT.has(status) || dialog.orphanTimer === undefined) return;
    clearTimeout(dialog.orphanTimer);
    dialog.orphanTimer = undefined;
    dialog.ownedBy(application);
  }

  close(): void {
    for (const probe of this.#probes.values()) clearTimeout(probe.timer);
    this.#probes.clear();
  }

  #ask(application: Application, dialog: Dialog): void {
    const transactionId = randomUUID();
    const timer = setTimeout(() => this.#probes.delete(transactionId), PROBE_ANSWER_MS);
    timer.unref();
    this.#probes.set(transactionId, { dialog, application, timer });
    const headers = [
      header('from', dialog.remoteParty),
      header('to', dialog.localParty),
      header('call-id', dialog.callId),
      header('cseq', `${(dialog.remoteSeq ?? 0) + 1} INFO`),
    ];
    const text = renderText(`INFO sip:${dialog.peer.address} SIP/2.0`, headers, '');
    application.sendFromNetwork(text, dialog.peer, { transactionId, dialogId: dialog.id });
  }

  #giveUp(dialog: Dialog): void {
    dialog.orphanTimer = undefined;
    if (dialog.owner?.isConnected) return;
    this.#engineRequests.hangUp(dialog, 'SIP;cause=503;text="Application lost"');
  }
}
