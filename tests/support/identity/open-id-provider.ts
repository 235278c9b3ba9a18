import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

export interface PersonThere {
  readonly subject: string;
  readonly email: string;
  readonly isVerified: boolean;
}

export interface TestProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Whoever goes there next is this person; null calls it off. */
  person: PersonThere | null;
  /** Requests at the token endpoint. */
  readonly tokenRequests: number;
  /** Goes the way a browser is led there, and returns the address it is sent back to. */
  visit(address: string): Promise<URL>;
  close(): Promise<void>;
}

/** A real OpenID provider on this machine, whose people answer by themselves. */
export async function startProvider(redirectUri: string): Promise<TestProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [clientId, clientSecret] = ['ringdesk', 'a secret between the two'];
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const state = { person: null as PersonThere | null, tokenRequests: 0 };

  const provider: Provider = new Provider(issuer, {
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig' }] },
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] }],
    pkce: { required: () => true },
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ['of the tests'] },
    interactions: { url: (_context, interaction) => `/ask/${interaction.uid}` },
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
    findAccount: (_context, subject) => {
      const { email, isVerified } = state.person ?? { email: '', isVerified: false };
      return { accountId: subject, claims: () => ({ sub: subject, email, email_verified: isVerified }) };
    },
    loadExistingGrant: async (context) => {
      const { client, session } = context.oidc;
      const grant = new provider.Grant({
        clientId: client?.clientId ?? '',
        accountId: session?.accountId ?? '',
      });
      grant.addOIDCScope('openid email');
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/token')) state.tokenRequests += 1;
    if (!request.url?.startsWith('/ask/')) return void answer(request, response);
    const result = state.person
      ? { login: { accountId: state.person.subject } }
      : { error: 'access_denied', error_description: 'called off' };
    provider
      .interactionFinished(request, response, result, { mergeWithLastSubmission: false })
      .catch((error: unknown) => response.destroy(error as Error));
  });

  return {
    issuer,
    clientId,
    clientSecret,
    get person() {
      return state.person;
    },
    set person(person) {
      state.person = person;
    },
    get tokenRequests() {
      return state.tokenRequests;
    },
    visit: (address) => followTo(address, redirectUri),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => void server.close(() => resolve()));
    },
  };
}

async function followTo(address: string, redirectUri: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let next = new URL(address);
  for (let hop = 0; hop < 8; hop += 1) {
    if (`${next.origin}${next.pathname}` === redirectUri) return next;
    const response = await fetch(next, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) throw new Error(`the provider says ${response.status}: ${await response.text()}`);
    next = new URL(location, next);
  }
  throw new Error('the provider leads in circles');
}
