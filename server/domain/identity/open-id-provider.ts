/** What begins a sign-in at the provider and must come back with its end. */
export interface OpenIdRequest {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** Whom the provider vouches for. */
export interface OpenIdPerson {
  readonly issuer: string;
  readonly subject: string;
  /** Only one the provider has verified. */
  readonly verifiedEmail: string | null;
}

/** Signing in elsewhere: OpenID Connect, code flow with PKCE. Both throw DomainError unavailable while it is away. */
export interface OpenIdProvider {
  /** As people call it: the text of the button. */
  readonly name: string;
  begin(): Promise<{ readonly address: string; readonly request: OpenIdRequest }>;
  /** @param query of the address the provider sent the browser back to. Throws unauthenticated: not an answer to this request. */
  finish(query: string, request: OpenIdRequest): Promise<OpenIdPerson | 'cancelled'>;
}
