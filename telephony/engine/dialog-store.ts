import { networkKey, type Dialog } from './dialog.ts';

/** Every living dialog, by what the network and by what the applications call it. */
export class DialogStore {
  readonly #byNetwork = new Map<string, Dialog>();
  readonly #byId = new Map<string, Dialog[]>();

  add(dialog: Dialog): void {
    this.#byNetwork.set(dialog.networkKey, dialog);
    const same = this.#byId.get(dialog.id);
    if (same) same.push(dialog);
    else this.#byId.set(dialog.id, [dialog]);
  }

  remove(dialog: Dialog): void {
    dialog.state = 'ended';
    clearTimeout(dialog.sessionTimer);
    clearTimeout(dialog.orphanTimer);
    clearTimeout(dialog.expiryTimer);
    dialog.reliable?.stop();
    dialog.reliable = undefined;
    dialog.localInvite = undefined;
    dialog.remoteInvite = undefined;
    dialog.awaitingAck = undefined;
    if (this.#byNetwork.get(dialog.networkKey) === dialog) this.#byNetwork.delete(dialog.networkKey);
    const rest = (this.#byId.get(dialog.id) ?? []).filter((other) => other !== dialog);
    if (rest.length > 0) this.#byId.set(dialog.id, rest);
    else this.#byId.delete(dialog.id);
  }

  findByNetwork(callId: string, localTag: string, remoteTag: string): Dialog | undefined {
    return this.#byNetwork.get(networkKey(callId, localTag, remoteTag));
  }

  /** Forks share an id: the answered one stands for it. */
  findById(id: string): Dialog | undefined {
    const all = this.#byId.get(id);
    return all?.find((dialog) => dialog.state === 'confirmed') ?? all?.[0];
  }

  forksOf(id: string): readonly Dialog[] {
    return this.#byId.get(id) ?? [];
  }

  all(): Dialog[] {
    return [...this.#byNetwork.values()];
  }

  get size(): number {
    return this.#byNetwork.size;
  }
}
