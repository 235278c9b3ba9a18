import type { Pool } from 'pg';
import { eventually } from '../../support/until.ts';

export interface LoggedCall {
  readonly id: string;
  readonly direction: string;
  readonly status: string;
  readonly result: string | null;
  readonly hangup_side: string | null;
  readonly sip_code: number | null;
  readonly reason: string | null;
  readonly agent_id: string | null;
  readonly number: string | null;
  readonly is_withheld: boolean;
  readonly ringing_at: Date | null;
  readonly answered_at: Date | null;
  readonly gateway_id: string | null;
}

export interface LoggedLeg {
  readonly kind: string;
  readonly status: string;
  readonly user_id: string | null;
  readonly result: string | null;
  readonly sip_code: number | null;
  readonly reason: string | null;
}

/** What the database knows of calls: the tests believe nothing else. */
export class CallLog {
  readonly #database: Pool;

  constructor(database: Pool) {
    this.#database = database;
  }

  async find(sipCallId: string): Promise<LoggedCall | null> {
    const { rows } = await this.#database.query<LoggedCall>('SELECT * FROM calls WHERE sip_call_id = $1', [
      sipCallId,
    ]);
    return rows[0] ?? null;
  }

  async findById(id: string): Promise<LoggedCall | null> {
    const { rows } = await this.#database.query<LoggedCall>('SELECT * FROM calls WHERE id = $1', [id]);
    return rows[0] ?? null;
  }

  ended(sipCallId: string, withinMs?: number): Promise<LoggedCall> {
    return this.#reached(() => this.find(sipCallId), 'ended', withinMs);
  }

  answered(sipCallId: string): Promise<LoggedCall> {
    return this.#reached(() => this.find(sipCallId), 'answered');
  }

  endedById(id: string): Promise<LoggedCall> {
    return this.#reached(() => this.findById(id), 'ended');
  }

  async legs(callId: string): Promise<readonly LoggedLeg[]> {
    const { rows } = await this.#database.query<LoggedLeg>(
      'SELECT * FROM call_legs WHERE call_id = $1 ORDER BY started_at, id',
      [callId],
    );
    return rows;
  }

  async agentStatus(userId: string): Promise<string> {
    const { rows } = await this.#database.query<{ status: string }>(
      'SELECT status FROM agent_states WHERE user_id = $1',
      [userId],
    );
    return rows[0]?.status ?? 'unknown';
  }

  /** Waits until the agent is in that state. */
  agentIs(userId: string, status: string): Promise<true> {
    return eventually(
      async () => ((await this.agentStatus(userId)) === status ? true : null),
      `the agent is ${status}`,
    );
  }

  async count(): Promise<number> {
    const { rows } = await this.#database.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM calls',
    );
    return rows[0]?.count ?? 0;
  }

  #reached(find: () => Promise<LoggedCall | null>, status: string, withinMs?: number): Promise<LoggedCall> {
    return eventually(
      async () => {
        const call = await find();
        return call?.status === status ? call : null;
      },
      `the call is ${status} in the log`,
      withinMs,
    );
  }
}
