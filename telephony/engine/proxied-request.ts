import { ClientTransaction, type ClientUser } from './client-transaction.ts';
import type { Core } from './core.ts';
import { parseNameAddr, splitList } from './header-values.ts';
import type { ServerTransaction } from './server-transaction.ts';
import {
  header,
  listHeader,
  renderHead,
  startLine,
  textOf,
  type Header,
  type SipResponse,
} from './sip-message.ts';
import { RINGING_LIMIT_MS } from './timers.ts';
import type { Destination, Source } from './transport.ts';

export interface ProxyPlan {
  readonly uris: readonly string[];
  readonly isSerial: boolean;
  readonly followsRedirects: boolean;
  /** 0 for no limit of its own. */
  readonly provisionalMs: number;
  readonly finalMs: number;
  onResponse(text: string, from: Source): void;
  onDone(): void;
}

interface Branch {
  readonly transaction: ClientTransaction;
  timer: NodeJS.Timeout | undefined;
  hasAnswered: boolean;
}

const MAX_BRANCHES = 20;

/** One request on its way to one or several destinations: the response context of RFC 3261 §16.7. */
export class ProxiedRequest implements ClientUser {
  readonly #core: Core;
  readonly #server: ServerTransaction;
  readonly #headers: readonly Header[];
  readonly #plan: ProxyPlan;
  readonly #waiting: string[];
  readonly #branches = new Map<ClientTransaction, Branch>();
  #tried = 0;
  #resolving = 0;
  #best: { readonly status: number; readonly wire: Buffer | undefined } | undefined;
  #isDone = false;

  constructor(core: Core, server: ServerTransaction, headers: readonly Header[], plan: ProxyPlan) {
    this.#core = core;
    this.#server = server;
    this.#headers = headers;
    this.#plan = plan;
    this.#waiting = [...plan.uris];
  }

  start(): void {
    const cancel = (): void => this.#cancelled();
    this.#server.canceller = cancel;
    this.#server.extend(RINGING_LIMIT_MS);
    const count = this.#plan.isSerial ? 1 : this.#waiting.length;
    for (let index = 0; index < count; index += 1) this.#tryNext();
  }

  response(transaction: ClientTransaction, response: SipResponse, source: Source): void {
    const branch = this.#branches.get(transaction);
    const { status } = response;
    if (status < 200) {
      if (branch) this.#heard(branch);
      if (status > 100 && !this.#isDone) this.#server.send(status, relayed(response));
      return;
    }
    if (status < 300) {
      // Every 2xx to an INVITE goes up, repeated ones and those of other forks too.
      this.#server.relaySuccess(status, relayed(response));
      if (branch) this.#close(branch);
      if (this.#isDone) return;
      this.#plan.onResponse(textOf(response), source);
      this.#cancelBranches();
      this.#finish();
      return;
    }
    if (!branch) return;
    this.#close(branch);
    if (this.#isDone) return;
    this.#plan.onResponse(textOf(response), source);
    if (status < 400 && this.#plan.followsRedirects && this.#redirect(response)) return;
    this.#keepBest(status, relayed(response));
    if (status >= 600) {
      this.#waiting.length = 0;
      this.#cancelBranches();
    }
    this.#next();
  }

  failed(transaction: ClientTransaction, status: 408 | 487 | 503): void {
    const branch = this.#branches.get(transaction);
    if (branch) this.#branchFailed(branch, status);
  }

  #tryNext(): void {
    const uri = this.#waiting.shift();
    if (uri === undefined || this.#tried >= MAX_BRANCHES) return this.#next();
    this.#tried += 1;
    const { resolver } = this.#core;
    const hop = nextHopOf(this.#headers, uri);
    const flow = this.#core.transport.flows.find(hop);
    const now = flow ? [flow.source] : resolver.resolveNow(hop);
    if (now) this.#send(uri, now);
    else {
      this.#resolving += 1;
      const resolved = (found: readonly Destination[]): void => {
        this.#resolving -= 1;
        this.#send(uri, found);
      };
      void resolver.resolve(hop).then(resolved, () => resolved([]));
    }
  }

  #send(uri: string, targets: readonly Destination[]): void {
    if (this.#isDone) return;
    const { request } = this.#server;
    if (targets.length === 0) {
      this.#keepBest(503, undefined);
      return this.#next();
    }
    const parts = { method: request.method, uri, headers: this.#headers, body: request.body };
    const open = targets.map((target) => this.#core.transport.openStream(target));
    const transaction = new ClientTransaction(this.#core, this, parts, open);
    const branch: Branch = { transaction, timer: undefined, hasAnswered: false };
    this.#branches.set(transaction, branch);
    const { provisionalMs, finalMs } = this.#plan;
    const limit = provisionalMs > 0 ? provisionalMs : finalMs;
    if (limit > 0) branch.timer = setTimeout(() => this.#tooLate(branch), limit);
    transaction.start();
  }

  #heard(branch: Branch): void {
    if (branch.hasAnswered) return;
    branch.hasAnswered = true;
    clearTimeout(branch.timer);
    const { finalMs } = this.#plan;
    branch.timer = finalMs > 0 ? setTimeout(() => this.#tooLate(branch), finalMs) : undefined;
  }

  #tooLate(branch: Branch): void {
    if (branch.transaction.isInvite) branch.transaction.cancel([]);
    this.#branchFailed(branch, 408);
  }

  #branchFailed(branch: Branch, status: number): void {
    this.#close(branch);
    if (this.#isDone) return;
    this.#keepBest(status, undefined);
    this.#next();
  }

  #close(branch: Branch): void {
    clearTimeout(branch.timer);
    this.#branches.delete(branch.transaction);
  }

  /** The next destination, or, when all have answered, the best of their refusals. */
  #next(): void {
    if (this.#isDone || (this.#branches.size > 0 && this.#plan.isSerial)) return;
    if (this.#waiting.length > 0) return this.#tryNext();
    if (this.#branches.size > 0 || this.#resolving > 0) return;
    const best = this.#best ?? { status: 480, wire: undefined };
    this.#finish();
    if (best.wire) this.#server.send(best.status, best.wire);
    else this.#server.reply(best.status);
  }

  /** §16.7 step 6: a 6xx wins, else the lowest class, and an answer of somebody before one of our own. */
  #keepBest(status: number, wire: Buffer | undefined): void {
    const rank = (value: number): number => (value >= 600 ? 0 : Math.floor(value / 100));
    if (this.#best && rank(this.#best.status) <= rank(status)) return;
    this.#best = { status, wire };
  }

  #redirect(response: SipResponse): boolean {
    const uris = listHeader(response.headers, 'contact').flatMap((value) => parseNameAddr(value)?.uri ?? []);
    if (uris.length === 0) return false;
    this.#waiting.unshift(...uris);
    this.#tryNext();
    return true;
  }

  #cancelled(): void {
    if (this.#isDone) return;
    this.#waiting.length = 0;
    this.#cancelBranches();
    this.#finish();
  }

  #cancelBranches(): void {
    for (const branch of this.#branches.values()) {
      clearTimeout(branch.timer);
      if (branch.transaction.isInvite) branch.transaction.cancel([]);
    }
  }

  #finish(): void {
    if (this.#isDone) return;
    this.#isDone = true;
    for (const branch of this.#branches.values()) clearTimeout(branch.timer);
    this.#server.canceller = undefined;
    this.#plan.onDone();
  }
}

export function nextHopOf(headers: readonly Header[], uri: string): string {
  const route = listHeader(headers, 'route')[0];
  return route === undefined ? uri : (parseNameAddr(route)?.uri ?? uri);
}

/** The response without our Via, as bytes: a body need not be text. */
function relayed(response: SipResponse): Buffer {
  const headers: Header[] = [];
  let hasDropped = false;
  for (const entry of response.headers) {
    if (entry.key === 'via' && !hasDropped) {
      hasDropped = true;
      const rest = splitList(entry.value).slice(1);
      if (rest.length > 0) headers.push(header('via', rest.join(', ')));
    } else headers.push(entry);
  }
  const head = renderHead(startLine(response), headers, response.body.length);
  return Buffer.concat([Buffer.from(head), response.body]);
}
