import type { E164 } from '../callers/phone-number.ts';
import type { AgentRing } from './ring-plan.ts';

/** How a claimed outbound call is placed. */
export interface OutboundPlan {
  readonly callId: string;
  /** Who is dialled first; the other is dialled when the first has answered. */
  readonly first: 'agent' | 'contact';
  readonly agent: AgentRing;
  readonly contactLegId: string;
  readonly number: E164;
  readonly extension: string | null;
  /** The number in the trunk's dial format: the user part of the Request-URI. */
  readonly dial: string;
  readonly trunk: TrunkAddress;
  readonly callerId: string | null;
  readonly ringSeconds: number;
  readonly displayName: string | null;
  /** From this instant on the contact must not be dialled any more, whenever the agent answered. */
  readonly notAfter: string | null;
}

export interface TrunkAddress {
  readonly id: string;
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly transport: 'udp' | 'tcp' | 'tls' | 'wss';
  readonly country: string;
  readonly dialFormat: 'e164' | 'national' | 'prefixed';
  readonly dialPrefix: string;
  readonly callerId: string | null;
  readonly username: string | null;
  readonly password: string | null;
}
