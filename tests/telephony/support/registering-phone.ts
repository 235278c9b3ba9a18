import { createHash } from 'node:crypto';
import { Changes } from '../../support/until.ts';
import { type Endpoint, newToken, openEndpoint } from '../../support/sip/endpoint.ts';
import { type SipText, writeSipText } from '../../support/sip/sip-text.ts';

export interface RegisterOptions {
  readonly login: string;
  readonly contact?: string;
  readonly expires?: string;
  readonly authorization?: string;
  readonly cseq?: number;
  readonly callId?: string;
}

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** Sends REGISTER requests exactly as a test wants them, right or wrong. */
export class RegisteringPhone {
  readonly #endpoint: Endpoint;
  readonly #registrar: { readonly host: string; readonly port: number };
  readonly #changes = new Changes();
  readonly #callId = `${newToken()}@test`;
  #responses: SipText[] = [];
  #cseq = 0;

  /** `address`: of this machine, that the phone sends from. */
  static async open(
    registrar: { host: string; port: number },
    address = '127.0.0.1',
  ): Promise<RegisteringPhone> {
    return new RegisteringPhone(await openEndpoint(0, address), registrar);
  }

  private constructor(endpoint: Endpoint, registrar: { host: string; port: number }) {
    this.#endpoint = endpoint;
    this.#registrar = registrar;
  }

  get port(): number {
    return this.#endpoint.port;
  }

  async send(options: RegisterOptions): Promise<SipText> {
    this.#cseq += 1;
    const callId = options.callId ?? this.#callId;
    const branch = `z9hG4bK${newToken()}`;
    const self = `<sip:${options.login}@${this.#registrar.host}>`;
    this.#endpoint.listen(callId, (message) => {
      this.#responses.push(message);
      this.#changes.changed();
    });
    const text = writeSipText(`REGISTER sip:${this.#registrar.host} SIP/2.0`, [
      ['Via', `SIP/2.0/UDP 127.0.0.1:${this.port};rport;branch=${branch}`],
      ['Max-Forwards', '70'],
      ['From', `${self};tag=${newToken()}`],
      ['To', self],
      ['Call-ID', callId],
      ['CSeq', `${options.cseq ?? this.#cseq} REGISTER`],
      ...(options.contact === undefined ? [] : [['Contact', options.contact] as const]),
      ...(options.expires === undefined ? [] : [['Expires', options.expires] as const]),
      ...(options.authorization === undefined ? [] : [['Authorization', options.authorization] as const]),
    ]);
    this.#endpoint.send(text, this.#registrar);
    return this.#changes.until(
      () => this.#responses.find((one) => one.header('via').includes(branch) && one.status >= 200),
      'the registrar answers',
    );
  }

  /** Asks for a challenge and answers it. */
  async prove(options: RegisterOptions & { readonly password: string }): Promise<SipText> {
    const challenge = await this.send(options);
    return this.send({ ...options, authorization: this.answer(challenge, options) });
  }

  /** `count` is the nonce count. */
  answer(
    challenge: SipText,
    { login, password }: { readonly login: string; readonly password: string },
    count = 1,
  ): string {
    const header = challenge.header('www-authenticate');
    const nonce = /nonce="([^"]+)"/.exec(header)?.[1] ?? '';
    const uri = `sip:${this.#registrar.host}`;
    const nc = count.toString(16).padStart(8, '0');
    const response = md5(
      `${md5(`${login}:ringdesk:${password}`)}:${nonce}:${nc}:abcdef:auth:${md5(`REGISTER:${uri}`)}`,
    );
    return (
      `Digest username="${login}", realm="ringdesk", nonce="${nonce}", uri="${uri}", response="${response}", ` +
      `algorithm=MD5, qop=auth, nc=${nc}, cnonce="abcdef"`
    );
  }

  contact(expires?: number): string {
    return `<sip:phone@127.0.0.1:${this.port}>${expires === undefined ? '' : `;expires=${expires}`}`;
  }

  close(): void {
    this.#endpoint.close();
  }
}
