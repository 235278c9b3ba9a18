import type { ReservedAgent } from '../agents/agent-store.ts';
import type { E164 } from '../callers/phone-number.ts';
import type { Stores } from '../shared/database.ts';
import type { CallWithCard } from '../desk/desk-view.ts';
import type { NewId } from '../shared/ids.ts';

export interface OutboundCall {
  /** Made by the caller of this, so that the attempt can name it in the same transaction. */
  readonly callId: string;
  readonly projectId: string;
  /** Null: any free member of the project who may see the contact. */
  readonly userId: string | null;
  readonly contactId: string | null;
  /** The meeting the agent may be kept free for. */
  readonly meetingId: string | null;
  readonly number: E164;
  readonly extension: string | null;
  readonly numberReceived: string;
  readonly displayName: string | null;
  readonly at: Date;
  /** Later than this it must not be dialled any more. */
  readonly notAfter: Date | null;
}

export interface QueuedOutbound {
  readonly callId: string;
  readonly agent: ReservedAgent;
  /** To publish after commit: 'call:rang' to the agent, 'agent:changed'. */
  readonly rang: CallWithCard;
}

/**
 * Inside the caller's transaction: reserves the agent and inserts the call, `queued`, for whichever gateway claims
 * it. Null when no agent is free: nothing is written then.
 */
export async function queueOutbound(
  _stores: Stores,
  _newId: NewId,
  _call: OutboundCall,
): Promise<QueuedOutbound | null> {
  throw new Error('being written');
}
