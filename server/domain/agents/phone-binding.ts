import type { PhoneAddress } from '../calls/ring-plan.ts';

/** A phone that can be rung, and until when. */
export interface PhoneBinding extends PhoneAddress {
  readonly expiresAt: string;
}
