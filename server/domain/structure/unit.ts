/** What the company is divided into: labels of users and records (A14 to A16). */
export const unitKinds = ['channel', 'branch', 'department', 'group'] as const;
export type UnitKind = (typeof unitKinds)[number];

export const channelKinds = ['affinity', 'direct', 'partner'] as const;
export type ChannelKind = (typeof channelKinds)[number];

export interface Unit {
  readonly id: string;
  readonly name: string;
  /** Of a channel only. */
  readonly channelKind: ChannelKind | null;
}

/** As the lists show it; `userCount`: who carries it. */
export interface ListedUnit extends Unit {
  readonly userCount: number;
}

/** What carries a label, by kind. */
export const labelledKinds = ['users', 'contacts', 'organizations', 'tickets', 'meetings', 'calls'] as const;
export type LabelledKind = (typeof labelledKinds)[number];

/** How many of each kind carry it. */
export type InUse = Readonly<Record<LabelledKind, number>>;

/** Of those, what belongs to a user and got the labels from that user (A15). */
export const ownedKinds = ['contacts', 'organizations', 'tickets', 'meetings', 'calls'] as const;
export type OwnedKind = (typeof ownedKinds)[number];
