/** Why somebody who was at the provider is not let in. */
export const openIdRefusals = [
  'cancelled',
  'expired',
  'failed',
  'not_known',
  'may_not_work',
  'rate_limited',
] as const;
export type OpenIdRefusal = (typeof openIdRefusals)[number];
