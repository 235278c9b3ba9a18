import { type Credentials, refusalInWords, sendRequest, type SipClient } from './sip-client.ts';
import type { SipEngine } from './sip-engine.ts';

export interface RegistrationOptions {
  readonly registrar: { readonly host: string; readonly port: number };
  readonly engine: SipEngine;
  readonly credentials: Credentials;
  readonly report: (line: string) => void;
}

export interface Registration {
  /** Takes the phone off the registrar's list. */
  end(): Promise<void>;
}

const WANTED_SECONDS = 120;
const RETRY_MS = 2000;

/** Registers the phone and again before that runs out; a registrar that is away for a while is asked until it is back. */
export async function keepRegistered(client: SipClient, options: RegistrationOptions): Promise<Registration> {
  const { registrar, engine, credentials, report } = options;
  const uri = `sip:${registrar.host}:${registrar.port}`;
  const self = `sip:${credentials.username}@${registrar.host}`;
  const contact = `<sip:${credentials.username}@${engine.host}:${engine.port}>`;
  let timer: NodeJS.Timeout;
  let isLost = false;

  const register = (expires: number) =>
    sendRequest(client, uri, {
      method: 'REGISTER',
      headers: { From: `<${self}>`, To: `<${self}>`, Contact: contact, Expires: `${expires}` },
      auth: credentials,
    });
  const renewIn = (ms: number): void => {
    timer = setTimeout(() => void renew().catch((error: Error) => report(error.message)), ms);
  };
  const renew = async (): Promise<void> => {
    let response;
    try {
      response = await register(WANTED_SECONDS);
    } catch (error) {
      response = { status: 503, reason: (error as Error).message, get: () => undefined };
    }
    if (response.status === 200) {
      if (isLost) report('registered again');
      isLost = false;
      renewIn(Math.max(5, grantedSeconds(response, contact) * 0.8) * 1000);
      return;
    }
    if ([401, 403, 404].includes(response.status)) {
      throw new Error(
        `The gateway does not accept ${credentials.username}'s password (${response.status} ${response.reason}).`,
      );
    }
    if (!isLost) report(`not registered: ${refusalInWords(response.status, response.reason)}; trying again`);
    isLost = true;
    renewIn(RETRY_MS);
  };

  await renew();
  return {
    async end() {
      clearTimeout(timer);
      await Promise.race([register(0).catch(() => {}), new Promise((resolve) => setTimeout(resolve, 2000))]);
    },
  };
}

/** RFC 3261 section 10.2.4: the parameter of our own Contact counts, then the Expires header. */
function grantedSeconds(response: { get(name: string): string | undefined }, contact: string): number {
  const own = response
    .get('Contact')
    ?.split(',')
    .find((one) => one.includes(contact.slice(1, -1)));
  const seconds = /;expires=(\d+)/i.exec(own ?? '')?.[1] ?? response.get('Expires');
  return seconds ? Number(seconds) : WANTED_SECONDS;
}
