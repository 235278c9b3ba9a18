/** Who a user is at an OpenID provider. */
export interface LinkedIdentity {
  readonly issuer: string;
  readonly subject: string;
  readonly linkedAt: Date;
}

export interface OpenIdIdentityStore {
  userIdOf(issuer: string, subject: string): Promise<string | null>;
  /** False: the user is somebody else there already. */
  link(issuer: string, subject: string, userId: string, at: Date): Promise<boolean>;
  ofUser(userId: string): Promise<readonly LinkedIdentity[]>;
  /** Those there were. */
  unlink(userId: string): Promise<readonly LinkedIdentity[]>;
}
