export interface GatewayStore {
  /**
   * A gateway that starts anew holds nothing of what it held before: the leases of its former selves end now.
   * A gateway's id is '<instance>.<start>'. Returns how many calls that concerns.
   */
  endFormerLeases(instanceId: string, gatewayId: string, at: Date): Promise<number>;
}
