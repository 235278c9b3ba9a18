import type { Labels } from '../access/viewer.ts';
import type { ChannelKind, InUse, ListedUnit, OwnedKind, Unit, UnitKind } from './unit.ts';

/** What may be changed of a unit. */
export interface UnitChanges {
  readonly name?: string | undefined;
  readonly channelKind?: ChannelKind | undefined;
}

/** Ids of a user's own records whose labels are not the user's. */
export type HiddenRecords = Readonly<Record<OwnedKind, readonly string[]>>;

export interface StructureStore {
  list(kind: UnitKind): Promise<readonly ListedUnit[]>;
  find(kind: UnitKind, id: string): Promise<Unit | null>;
  /** Held until the transaction ends: nobody puts it on anything meanwhile. */
  lock(kind: UnitKind, id: string): Promise<Unit | null>;
  /** False: one with that id, or with that name in any case, is there already. */
  insert(kind: UnitKind, unit: Unit): Promise<boolean>;
  /** Throws invalid (name: taken). */
  change(kind: UnitKind, id: string, changes: UnitChanges): Promise<void>;
  delete(kind: UnitKind, id: string): Promise<void>;
  countUses(kind: UnitKind, id: string): Promise<InUse>;

  areChannelsOn(): Promise<boolean>;
  /** Held until the transaction ends: nobody is given a channel meanwhile. */
  lockChannelsSwitch(): Promise<boolean>;
  switchChannels(areChannelsOn: boolean): Promise<void>;
  countUsersWithChannel(): Promise<number>;
  /** No session has one chosen any more. */
  forgetChosenChannels(): Promise<void>;

  /** Null: there is no such user. */
  labelled(userId: string): Promise<{ readonly name: string; readonly labels: Labels } | null>;
  hiddenRecords(userId: string): Promise<HiddenRecords>;
  /** Gives those of them that are still the user's the labels the user has now. */
  relabel(kind: OwnedKind, userId: string, ids: readonly string[]): Promise<void>;
}
