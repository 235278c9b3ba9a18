export interface AddressRange {
  readonly id: string;
  /** As CIDR. */
  readonly range: string;
  readonly note: string;
  readonly createdAt: string;
}

/** From where `ip_restricted` users may come (A2). */
export interface AddressRangeStore {
  list(): Promise<readonly AddressRange[]>;
  /** False: the range is there already. */
  insert(range: AddressRange): Promise<boolean>;
  /** Null: there is none with that id. */
  delete(id: string): Promise<AddressRange | null>;
}
