/** A number in E.164: '+', country code, subscriber number; 4 to 15 digits. Only `parsePhoneNumber` makes one. */
export type E164 = string & { readonly __brand: 'E164' };

export interface PhoneNumber {
  readonly e164: E164;
  /** Digits behind ';ext=' or 'ext.', null without. */
  readonly extension: string | null;
  /** As it was received, for people to read and for later re-reading. */
  readonly received: string;
}
