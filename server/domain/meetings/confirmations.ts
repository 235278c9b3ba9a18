export const confirmations = ['outside_business_hours', 'overlaps_meeting', 'consent_withdrawn'] as const;
/** What a person may decide to do all the same. */
export type Confirmation = (typeof confirmations)[number];
