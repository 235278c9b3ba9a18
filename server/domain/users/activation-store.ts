export interface Activation {
  readonly id: string;
  readonly userId: string;
  readonly needsPassword: boolean;
}

/** The links that make users active. */
export interface ActivationStore {
  /** Older links of the user lead nowhere from then on. */
  issue(activation: Activation, at: Date, expiresAt: Date): Promise<void>;
  /** One that still leads somewhere: not used, not over, of a user who waits for it. Locked until the transaction ends. */
  find(activationId: string, at: Date): Promise<Activation | null>;
  /** The user's links lead nowhere from then on. */
  end(userId: string, at: Date): Promise<void>;
  use(activationId: string, at: Date): Promise<void>;
  /** Whether the user's last link asks for a password; null: the user was never sent one. */
  lastNeedsPassword(userId: string): Promise<boolean | null>;
}
