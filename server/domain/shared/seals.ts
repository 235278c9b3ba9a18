/** Keeps secrets at rest (D51) and makes tokens nobody else can make. */
export interface Seals {
  /** Authenticated encryption (AES-256-GCM); `purpose` is part of it, so that one thing cannot stand for another. */
  seal(purpose: string, text: string): string;
  /** Throws for what was not sealed here for this purpose, or was changed. */
  unseal(purpose: string, sealed: string): string;
  /** HMAC-SHA256 of the text, base64url. */
  sign(purpose: string, text: string): string;
}
