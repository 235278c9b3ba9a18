import {
  allowInsecureRequests,
  AuthorizationResponseError,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  type ClientAuth,
  ClientError,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  discovery,
  fetchUserInfo,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  ResponseBodyError,
} from 'openid-client';
import type { OpenIdProvider } from '#domain/identity/open-id-provider.ts';
import { DomainError } from '#domain/shared/domain-error.ts';
import type { OpenIdConfig } from '#platform/config.ts';
import type { Logger } from '#platform/logger.ts';

export const OPEN_ID_CALLBACK = '/api/oidc/callback';
const TIMEOUT_SECONDS = 10;

/** The provider is asked what it can do when somebody first goes there, not at start: it may be away then. */
export function openIdClient(config: OpenIdConfig, publicUrl: URL, logger: Logger): OpenIdProvider {
  const redirectUri = new URL(OPEN_ID_CALLBACK, publicUrl.origin).href;
  let known: Promise<Configuration> | undefined;
  const provider = (): Promise<Configuration> => {
    known ??= discover(config).catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };

  return {
    name: config.name,
    begin: () =>
      there(logger, async () => {
        const request = {
          state: randomState(),
          nonce: randomNonce(),
          codeVerifier: randomPKCECodeVerifier(),
        };
        const address = buildAuthorizationUrl(await provider(), {
          redirect_uri: redirectUri,
          scope: 'openid email',
          state: request.state,
          nonce: request.nonce,
          code_challenge: await calculatePKCECodeChallenge(request.codeVerifier),
          code_challenge_method: 'S256',
        });
        return { address: address.href, request };
      }),
    finish: (query, request) =>
      there(logger, async () => {
        const answer = new URL(redirectUri);
        answer.search = query;
        const tokens = await authorizationCodeGrant(await provider(), answer, {
          expectedState: request.state,
          expectedNonce: request.nonce,
          pkceCodeVerifier: request.codeVerifier,
          idTokenExpected: true,
        }).catch((error: unknown) => {
          if (error instanceof AuthorizationResponseError && error.error === 'access_denied') return null;
          throw error;
        });
        if (!tokens) return 'cancelled';
        const claims = tokens.claims();
        if (!claims) throw new DomainError('unauthenticated', 'no claims');
        const told =
          claims['email'] === undefined
            ? await fetchUserInfo(await provider(), tokens.access_token, claims.sub)
            : claims;
        const isVerified = told['email_verified'] === true && typeof told['email'] === 'string';
        return {
          issuer: claims.iss,
          subject: claims.sub,
          verifiedEmail: isVerified ? String(told['email']) : null,
        };
      }),
  };
}

function discover({ issuer, clientId, clientSecret }: OpenIdConfig): Promise<Configuration> {
  const isOpen = issuer.protocol === 'http:';
  return discovery(
    issuer,
    clientId,
    undefined,
    clientSecret === null ? None() : withSecret(clientSecret),
    // plain HTTP is let in by the configuration for this very machine alone
    { timeout: TIMEOUT_SECONDS, ...(isOpen && { execute: [allowInsecureRequests] }) },
  );
}

/** As the provider says it likes it; the header where it says nothing (OpenID Connect Discovery 1.0, section 3). */
function withSecret(secret: string): ClientAuth {
  return (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const authenticate = methods.includes('client_secret_basic') ? ClientSecretBasic : ClientSecretPost;
    return authenticate(secret)(server, ...rest);
  };
}

/** What the provider or the browser did wrong is no proof; what it did not answer is not there. */
async function there<T>(logger: Logger, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DomainError) throw error;
    const isRefusal =
      error instanceof AuthorizationResponseError ||
      error instanceof ResponseBodyError ||
      (error instanceof ClientError && error.code !== 'OAUTH_TIMEOUT');
    logger.warn(
      { error: (error as Error).message, code: (error as ClientError).code },
      'no sign-in elsewhere',
    );
    if (isRefusal) throw new DomainError('unauthenticated', 'not an answer of the provider');
    throw new DomainError('unavailable', 'the provider is away');
  }
}
