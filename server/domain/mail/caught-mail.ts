/** Kept by the embedded stand-in of a mail server instead of being delivered (D24). */
export interface CaughtMail {
  readonly id: string;
  readonly receivedAt: Date;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
}

export interface CaughtMailPage {
  /** Older than this one; null begins with the newest. */
  readonly beforeId: string | null;
  readonly limit: number;
}

export interface CaughtMailStore {
  insert(mail: CaughtMail): Promise<void>;
  /** Newest first. */
  list(page: CaughtMailPage): Promise<readonly Omit<CaughtMail, 'text' | 'html'>[]>;
  find(id: string): Promise<CaughtMail | null>;
  /** Keeps the newest so many. */
  trim(keep: number): Promise<void>;
}
