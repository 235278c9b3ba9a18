/** A sign of life that gateways give every few seconds; forgotten soon after it stops. */
export interface TelephonyPulse {
  beat(gatewayId: string, isEngineUp: boolean): Promise<void>;
  read(): Promise<{ readonly gatewayUp: boolean; readonly engineUp: boolean }>;
}

export const PULSE_EVERY_MS = 5000;
