export interface DeskWindow {
  readonly id: string;
  readonly userId: string;
  readonly serverId: string;
}

export interface WindowStore {
  /** New, or again after a reconnect. `focusedAt` null leaves an older focus as it was (a new window: long ago). */
  open(window: DeskWindow, focusedAt: Date | null, leaseUntil: Date): Promise<void>;
  focus(userId: string, windowId: string, at: Date): Promise<void>;
  /** Only if it still belongs to that server: after a reconnect elsewhere the old one has no say. */
  close(userId: string, windowId: string, serverId: string): Promise<void>;
  /** Answers the ids of those that are still known. */
  renew(serverId: string, windowIds: readonly string[], leaseUntil: Date): Promise<readonly string[]>;
  /** The window that takes the pop: of those with a live lease, the one focused last. */
  elect(userId: string, at: Date): Promise<string | null>;
  isLive(windowId: string, at: Date): Promise<boolean>;
  /** Windows whose lease ran out are forgotten; returns how many. */
  dropStale(at: Date): Promise<number>;
}
