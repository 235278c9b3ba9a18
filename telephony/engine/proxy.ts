import type { Application } from './application.ts';
import type { SipRequest } from './sip-message.ts';
import type { Source } from './transport.ts';

/** The proxy command. */
export class Proxy {
  start(application: Application, tokens: readonly string[], _text: string): void {
    application.refuse(tokens[0] ?? '', 'proxy is not available');
  }

  forwardInDialog(_request: SipRequest, _source: Source): boolean {
    return false;
  }

  forwardAck(_request: SipRequest, _source: Source): boolean {
    return false;
  }
}
