import type { UserStatus } from '../access/user-status.ts';

/** What a phone proves itself against. */
export interface SipAccount {
  readonly userId: string;
  /** MD5(login:realm:password), RFC 2617 HA1. */
  readonly ha1: string;
  readonly status: UserStatus;
  /** Whence the phone may register; null: not restricted (A2). */
  readonly allowedRanges: readonly string[] | null;
}

export interface SipAccountStore {
  /** Whatever the status; null when nobody has this sign-in name, or has no phone password. */
  find(login: string): Promise<SipAccount | null>;
}

/** The digest realm; part of every stored HA1, so it never changes. */
export const SIP_REALM = 'ringdesk';
