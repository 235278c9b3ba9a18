export interface GatewayStore {
  /**
   * A gateway that starts anew holds nothing of what it held before: the leases of its former selves end now.
   * A gateway's id is '<instance>.<start>'. Returns how many calls that concerns.
   */
  endFormerLeases(instanceId: string, gatewayId: string, at: Date): Promise<number>;
  /** Which of these calls are over: somebody else ended them, and their dialogs should not go on. */
  endedOf(callIds: readonly string[]): Promise<readonly string[]>;
  /** For which of these users no call may ring any more. */
  cutOffOf(userIds: readonly string[]): Promise<readonly string[]>;
}
