/** A window whose server is silent for longer counts as gone. */
const LEASE_MS = 45_000;

export const leaseFrom = (now: Date): Date => new Date(now.getTime() + LEASE_MS);
