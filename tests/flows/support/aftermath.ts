import type { Pool } from 'pg';
import { eventually } from '../../support/until.ts';

export interface CallRow {
  readonly status: string;
  readonly result: string | null;
  readonly reason: string | null;
  readonly hangup_side: string | null;
  readonly agent_status: string | null;
}

/** After a fault: no call open that is not, no leg, no agent who still belongs to one, no attempt under way. */
export async function nothingIsLeftOpen(database: Pool, withinMs = 30_000): Promise<void> {
  let left = '';
  await eventually(
    async () => {
      const { rows } = await database.query<{ what: string }>(
        `SELECT 'call ' || status || ' ' || id AS what FROM calls WHERE status <> 'ended'
         UNION ALL SELECT 'leg ' || status || ' of call ' || call_id FROM call_legs WHERE status <> 'ended'
         UNION ALL SELECT 'agent ' || status || ' ' || user_id FROM agent_states
                   WHERE status IN ('ringing', 'on_call') OR (call_id IS NOT NULL AND status <> 'wrap_up')
         UNION ALL SELECT 'attempt of meeting ' || meeting_id FROM meeting_attempts WHERE ended_at IS NULL
         UNION ALL SELECT 'meeting ' || status || ' ' || id FROM meetings WHERE status IN ('dialling', 'in_progress')`,
      );
      left = rows.map(({ what }) => what).join('; ');
      return rows.length === 0;
    },
    'nothing is left open',
    withinMs,
  ).catch((error: Error) => {
    throw new Error(`${error.message} Left: ${left}`, { cause: error });
  });
}

export async function callOf(database: Pool, sipCallId: string): Promise<CallRow | null> {
  const { rows } = await database.query<CallRow>(
    `SELECT c.status, c.result, c.reason, c.hangup_side, a.status AS agent_status
     FROM calls c LEFT JOIN agent_states a ON a.user_id = c.agent_id WHERE c.sip_call_id = $1`,
    [sipCallId],
  );
  return rows[0] ?? null;
}

/** The call as the log has it once it is over. */
export async function endedCall(database: Pool, sipCallId: string, withinMs = 30_000): Promise<CallRow> {
  return eventually(
    async () => {
      const call = await callOf(database, sipCallId);
      return call?.status === 'ended' ? call : null;
    },
    'the call is ended in the log',
    withinMs,
  );
}
