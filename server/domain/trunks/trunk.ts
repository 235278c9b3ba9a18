/** A line to the outer network: who may call in over it, and how numbers are dialled out over it. */
export interface Trunk {
  readonly id: string;
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly transport: 'udp' | 'tcp' | 'tls' | 'wss';
  /** CIDR ranges or single addresses whose INVITEs are this trunk's; empty means `host` alone. */
  readonly allowedSources: readonly string[];
  /** P-Asserted-Identity and Remote-Party-ID are believed only from a trusted trunk. */
  readonly isTrusted: boolean;
  /** ISO 3166 country by which national numbers are read. */
  readonly country: string;
  readonly dialFormat: 'e164' | 'national' | 'prefixed';
  readonly dialPrefix: string;
  /** Shown to the called party; null leaves it to the project. */
  readonly callerId: string | null;
  /** Calls at the same time, both directions together. */
  readonly channelLimit: number;
  /** Trunks are tried in this order. */
  readonly position: number;
  readonly isEnabled: boolean;
  readonly username: string | null;
  readonly password: string | null;
}
