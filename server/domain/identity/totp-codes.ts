/** Codes of an authenticator app (RFC 6238): six digits, a new one every 30 seconds. */
export interface TotpCodes {
  /** Base32, 160 bits. */
  newSecret(): string;
  /** What the app reads from the picture: otpauth://… */
  uriOf(secret: string, login: string): string;
  /** The time step the code belongs to, one before or after now at most; null: not a code of now. */
  stepOf(secret: string, code: string, at: Date): number | null;
}
