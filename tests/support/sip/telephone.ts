import { Changes } from '../until.ts';
import { digestAnswer } from './digest-answer.ts';
import { type Endpoint, newToken, openEndpoint } from './endpoint.ts';
import { IncomingCall } from './incoming-call.ts';
import { OutgoingCall, type OutgoingCallOptions } from './outgoing-call.ts';
import { replyTo } from './dialog.ts';
import { type SipText, uriIn, writeSipText } from './sip-text.ts';

export interface Registrar {
  readonly host: string;
  readonly port: number;
}

export interface PhoneAccount {
  readonly login: string;
  readonly password: string;
}

/** A telephone, or the far end of a trunk, that does only what the test tells it. */
export class Telephone {
  readonly #endpoint: Endpoint;
  readonly #changes = new Changes();
  readonly #registrationId = `${newToken()}@test`;
  readonly #calls: IncomingCall[] = [];
  readonly #placed: OutgoingCall[] = [];
  readonly #taken = new Set<IncomingCall>();
  #onCall: (call: IncomingCall) => void = () => undefined;
  #responses: SipText[] = [];
  #cseq = 0;

  static async open(port = 0): Promise<Telephone> {
    return new Telephone(await openEndpoint(port));
  }

  private constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
    endpoint.listen(this.#registrationId, (message) => {
      this.#responses.push(message);
      this.#changes.changed();
    });
    endpoint.onNew((request, from) => {
      if (request.method === 'INVITE') {
        const call = new IncomingCall(endpoint, request, from);
        this.#calls.push(call);
        this.#onCall(call);
        return this.#changes.changed();
      }
      const status = request.method === 'OPTIONS' ? 200 : 481;
      endpoint.send(replyTo(request, status, { tag: newToken(), port: endpoint.port }), {
        host: from.address,
        port: from.port,
      });
    });
  }

  get port(): number {
    return this.#endpoint.port;
  }

  /** Every INVITE that ever came, retransmissions not counted. */
  get calls(): readonly IncomingCall[] {
    return this.#calls;
  }

  call(options: OutgoingCallOptions): OutgoingCall {
    const call = new OutgoingCall(this.#endpoint, options);
    this.#placed.push(call);
    return call;
  }

  /** Ends whatever this phone has placed and a test has left. */
  abandonCalls(): void {
    for (const call of this.#placed.splice(0)) call.abandon();
  }

  /** Hears of each call as it comes, taken or not. */
  onCall(hear: (call: IncomingCall) => void): void {
    this.#onCall = hear;
  }

  /** The next call nobody has taken yet; `dialled` looks past calls to other numbers. */
  async nextCall(withinMs = 10_000, dialled?: string): Promise<IncomingCall> {
    const call = await this.#changes.until(
      () => this.#calls.find((one) => !this.#taken.has(one) && (dialled ?? one.dialled) === one.dialled),
      `the phone is called${dialled === undefined ? '' : ` for ${dialled}`}`,
      withinMs,
    );
    this.#taken.add(call);
    return call;
  }

  async register(registrar: Registrar, account: PhoneAccount, expiresSeconds = 300): Promise<void> {
    const { status } = await this.#sendRegister(registrar, account, expiresSeconds);
    if (status !== 200) throw new Error(`${account.login}'s phone could not register: ${status}.`);
  }

  async unregister(registrar: Registrar, account: PhoneAccount): Promise<void> {
    await this.register(registrar, account, 0);
  }

  /** As if the cable were pulled: it neither hears nor says anything more. */
  unplug(): void {
    this.#endpoint.close();
  }

  async #sendRegister(registrar: Registrar, account: PhoneAccount, expires: number): Promise<SipText> {
    const first = await this.#exchange(registrar, account, expires, []);
    if (first.status !== 401) return first;
    const uri = `sip:${registrar.host}:${registrar.port}`;
    const answer = digestAnswer(first.header('www-authenticate'), account, 'REGISTER', uri);
    return this.#exchange(registrar, account, expires, [['Authorization', answer]]);
  }

  async #exchange(
    registrar: Registrar,
    { login }: PhoneAccount,
    expires: number,
    extra: readonly (readonly [string, string])[],
  ): Promise<SipText> {
    this.#cseq += 1;
    const cseq = `${this.#cseq} REGISTER`;
    const self = `<sip:${login}@${registrar.host}>`;
    const text = writeSipText(`REGISTER sip:${registrar.host}:${registrar.port} SIP/2.0`, [
      ['Via', `SIP/2.0/UDP 127.0.0.1:${this.port};rport;branch=z9hG4bK${newToken()}`],
      ['Max-Forwards', '70'],
      ['From', `${self};tag=${newToken()}`],
      ['To', self],
      ['Call-ID', this.#registrationId],
      ['CSeq', cseq],
      ['Contact', `<${uriIn(`<sip:${login}@127.0.0.1:${this.port}>`)}>`],
      ['Expires', `${expires}`],
      ...extra,
    ]);
    const sending = this.#endpoint.repeat(text, registrar);
    try {
      return await this.#changes.until(
        () => this.#responses.find((one) => one.header('cseq') === cseq && one.status >= 200),
        `the registrar answers ${login}'s phone`,
      );
    } finally {
      sending.stop();
      this.#responses = [];
    }
  }
}
