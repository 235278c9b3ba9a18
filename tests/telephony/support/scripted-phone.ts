import { Changes } from '../../support/until.ts';
import { replyTo } from '../../support/sip/dialog.ts';
import { type Endpoint, newToken, openEndpoint, SDP } from '../../support/sip/endpoint.ts';
import type { SipText } from '../../support/sip/sip-text.ts';

export interface ScriptedReply {
  readonly status: number;
  readonly headers?: readonly (readonly [string, string])[];
}

/** Sees every new request but ACK; null leaves it without an answer. */
type Rule = (request: SipText, earlier: readonly SipText[]) => ScriptedReply | null;

/** Answers every request by a rule and remembers what it was asked: the far side of whatever is passed on. */
export class ScriptedPhone {
  readonly #endpoint: Endpoint;
  readonly #changes = new Changes();
  readonly #tag = newToken();
  readonly #rule: Rule;
  readonly requests: SipText[] = [];

  /** 200 with a description is what INVITE gets unless `rule` says otherwise. */
  static async open(rule: Rule = () => ({ status: 200 })): Promise<ScriptedPhone> {
    return new ScriptedPhone(await openEndpoint(), rule);
  }

  private constructor(endpoint: Endpoint, rule: Rule) {
    this.#endpoint = endpoint;
    this.#rule = rule;
    endpoint.onNew((request, from) => {
      if (this.requests.some((one) => one.header('via') === request.header('via'))) return;
      const answer = this.#rule(request, this.requests);
      this.requests.push(request);
      this.#changes.changed();
      if (!answer) return;
      const { status, headers = [] } = answer;
      const hasOffer = ['INVITE', 'UPDATE'].includes(request.method ?? '') && status < 300;
      const reply = replyTo(request, status, {
        tag: this.#tag,
        body: hasOffer ? SDP : '',
        port: endpoint.port,
      });
      endpoint.send(withHeaders(reply, headers), { host: from.address, port: from.port });
    });
  }

  get port(): number {
    return this.#endpoint.port;
  }

  asked(method: string, times = 1): Promise<SipText> {
    return this.#changes.until(
      () => this.requests.filter((one) => one.method === method)[times - 1],
      `the phone is sent ${method} ${times} times`,
    );
  }

  close(): void {
    this.#endpoint.close();
  }
}

function withHeaders(reply: string, headers: NonNullable<ScriptedReply['headers']>): string {
  const added = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return reply.replace('\r\nContent-Length', `\r\n${added}Content-Length`);
}
