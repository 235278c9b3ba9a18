import type { Application } from './application.ts';
import { cseqOf, type ClientTransaction, type RequestParts } from './client-transaction.ts';
import { param, parseNameAddr, parseUri } from './header-values.ts';
import type { ReliableProvisionals } from './reliable-provisionals.ts';
import type { ServerTransaction } from './server-transaction.ts';
import { header, listHeader, type Header, type SipMessage } from './sip-message.ts';
import type { Destination, Source } from './transport.ts';

export type DialogState = 'early' | 'confirmed' | 'ended';

export interface DialogIdentity {
  /** As the applications know it: `<Call-ID>;from-tag=<initiator's tag>`; forks of one INVITE share it. */
  readonly id: string;
  readonly kind: 'invite' | 'subscribe';
  readonly callId: string;
  readonly localTag: string;
  readonly remoteTag: string;
  /** From and To as they stand in requests of ours. */
  readonly localParty: string;
  readonly remoteParty: string;
  readonly localSeq: number;
  readonly remoteSeq: number | undefined;
  readonly routeSet: readonly string[];
  readonly contact: string;
}

const PRIVATE_HOST =
  /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)|\.invalid$/;
/** Headers of a request in a dialog that are the engine's to write. */
const ENGINE_OWNED = new Set([
  'via',
  'from',
  'to',
  'call-id',
  'cseq',
  'route',
  'max-forwards',
  'content-length',
]);
const MAX_FORWARDS = header('max-forwards', '70');

export function dialogId(callId: string, initiatorTag: string): string {
  return `${callId};from-tag=${initiatorTag}`;
}

/** RFC 3261 §12: what both sides agreed to remember. */
export class Dialog {
  readonly id: string;
  readonly kind: 'invite' | 'subscribe';
  readonly callId: string;
  readonly localTag: string;
  readonly remoteTag: string;
  readonly localParty: string;
  readonly remoteParty: string;
  readonly contact: string;
  state: DialogState = 'early';
  localSeq: number;
  remoteSeq: number | undefined;
  routeSet: readonly string[];
  remoteTarget = '';
  owner: Application | undefined;
  ownerTags: readonly string[] = [];
  /** The last hop a message came from; a stream is used again, and a private contact is reached through it. */
  peer: Destination;
  /** Last session description said by our side, for refreshes the engine makes itself. */
  localBody = '';
  localBodyType = '';
  peerTakesUpdate = false;
  /** Our INVITE without a final response, and theirs. */
  localInvite: ClientTransaction | undefined;
  remoteInvite: ServerTransaction | undefined;
  /** Our 2xx that waits for its ACK. */
  awaitingAck: ServerTransaction | undefined;
  /** CSeq of our INVITE whose 2xx the application must acknowledge. */
  seqToAcknowledge: number | undefined;
  ack: { readonly seq: number; readonly wire: Buffer } | undefined;
  /** RSeq of the peer's reliable provisional that waits for our PRACK. */
  rseqToAcknowledge: number | undefined;
  /** Cancelled, yet answered: hang up as soon as it is acknowledged. */
  endsAfterAck = false;
  reliable: ReliableProvisionals | undefined;
  sessionSeconds = 0;
  weRefresh = false;
  sessionTimer: NodeJS.Timeout | undefined;
  orphanTimer: NodeJS.Timeout | undefined;
  expiryTimer: NodeJS.Timeout | undefined;
  startedAsUac: boolean;

  constructor(identity: DialogIdentity, peer: Destination, startedAsUac: boolean) {
    this.id = identity.id;
    this.kind = identity.kind;
    this.callId = identity.callId;
    this.localTag = identity.localTag;
    this.remoteTag = identity.remoteTag;
    this.localParty = identity.localParty;
    this.remoteParty = identity.remoteParty;
    this.localSeq = identity.localSeq;
    this.remoteSeq = identity.remoteSeq;
    this.routeSet = identity.routeSet;
    this.contact = identity.contact;
    this.peer = peer;
    this.startedAsUac = startedAsUac;
  }

  get networkKey(): string {
    return networkKey(this.callId, this.localTag, this.remoteTag);
  }

  ownedBy(application: Application | undefined): void {
    this.owner = application;
    if (application) this.ownerTags = application.tags;
  }

  /** Contact of a request or response that may move the far end (RFC 3261 §12.2). */
  refreshTarget(message: SipMessage): void {
    const value = listHeader(message.headers, 'contact')[0];
    const contact = value === undefined ? undefined : parseNameAddr(value);
    if (contact) this.remoteTarget = contact.uri;
  }

  heardFrom(source: Source): void {
    if (source.protocol !== 'udp' || this.peer.protocol === 'udp') this.peer = source;
  }

  takesUpdateWhen(message: SipMessage): void {
    if (listHeader(message.headers, 'allow').some((method) => method.toUpperCase() === 'UPDATE'))
      this.peerTakesUpdate = true;
  }

  /** RFC 3261 §12.2.1.1, loose and strict routers alike. `seq` undefined takes the next one. */
  request(method: string, given: readonly Header[], body: string, seq?: number): RequestParts {
    if (seq === undefined) this.localSeq += 1;
    else if (seq > this.localSeq) this.localSeq = seq;
    const first = this.routeSet[0];
    const isStrict = first !== undefined && !isLooseRoute(first);
    const uri = isStrict ? (parseNameAddr(first)?.uri ?? first) : this.remoteTarget;
    const routes = isStrict ? [...this.routeSet.slice(1), `<${this.remoteTarget}>`] : this.routeSet;
    const headers: Header[] = routes.map((value) => header('route', value));
    headers.push(
      MAX_FORWARDS,
      header('from', this.localParty),
      header('to', this.remoteParty),
      header('call-id', this.callId),
      header('cseq', `${seq ?? this.localSeq} ${method}`),
    );
    for (const entry of given) if (!ENGINE_OWNED.has(entry.key)) headers.push(entry);
    return { method, uri, headers, body: Buffer.from(body) };
  }

  /** The URI the next request is really sent to. */
  get nextHop(): string {
    const first = this.routeSet[0];
    return first === undefined ? this.remoteTarget : (parseNameAddr(first)?.uri ?? first);
  }

  /** A stream that is still open, or the address a far end behind NAT was seen at; otherwise it must be resolved. */
  get knownHop(): Destination | undefined {
    if (this.peer.connection?.isOpen) return this.peer;
    if (this.routeSet.length > 0) return undefined;
    const target = parseUri(this.remoteTarget);
    const isHidden =
      target !== undefined && PRIVATE_HOST.test(target.host) && target.host !== this.peer.address;
    return isHidden && !PRIVATE_HOST.test(this.peer.address) ? this.peer : undefined;
  }

  acknowledged(parts: RequestParts, wire: Buffer): void {
    this.ack = { seq: Number(cseqOf(parts)), wire };
    this.seqToAcknowledge = undefined;
  }
}

export function networkKey(callId: string, localTag: string, remoteTag: string): string {
  return `${callId}|${localTag}|${remoteTag}`;
}

function isLooseRoute(value: string): boolean {
  const uri = parseUri(parseNameAddr(value)?.uri ?? '');
  return uri !== undefined && param(uri.params, 'lr') !== undefined;
}
