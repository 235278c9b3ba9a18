import { peopleOnCard, whoCalls } from './card-material-sql.ts';
import { FREE_MEMBERS, reservedAgent, reservedFor } from './pg-agent-statements.ts';
import { byKey, type Statement } from './pg-statement.ts';
import { electedWindow } from './pg-window-store.ts';

/**
 * Agents for calls of one project that nobody's phone rings for, who has waited longest first, as far as there are any;
 * with their legs and what their cards show. Who refused one of the calls lately is asked for none of them, and a call that
 * is another than `known`, its version, is left alone. Answers for each that rings. The commit waits for no disk.
 *
 * $1 project; $2 at; $3 since when a refusal counts; $4 calls: `place` from 1, `id`, `known`, `legId`
 */
export const ringWaiting: Statement = {
  name: 'calls-ring-waiting',
  text: `WITH asked AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset($4::jsonb) AS i(place int, id uuid, known int, "legId" uuid)),
    chosen AS MATERIALIZED (
      SELECT free.user_id, a.id AS call_id, a.known, a."legId" AS leg_id
      FROM (SELECT user_id, row_number() OVER (ORDER BY since, user_id) AS place FROM (
          SELECT s.user_id, s.since ${FREE_MEMBERS}
            AND (SELECT count(*) FROM call_legs l WHERE l.call_id = ANY (ARRAY(SELECT id FROM asked))
              AND l.user_id = s.user_id AND l.ended_at > $3) = 0
          ORDER BY s.since, s.user_id LIMIT jsonb_array_length($4::jsonb) FOR UPDATE OF s SKIP LOCKED) locked) free
        JOIN asked a ON a.place = free.place),
    call AS (
      -- after their agents and in one order, whoever locks several
      UPDATE calls c SET version = c.version + 1
      FROM (SELECT * FROM chosen ORDER BY call_id) h
      WHERE c.id = h.call_id AND ${byKey('c.id', 'SELECT call_id FROM chosen')} AND c.version = h.known
      RETURNING c.*),
    reserved AS (
      UPDATE agent_states s SET ${reservedFor('h.call_id', '$2')}
      FROM chosen h JOIN call ON call.id = h.call_id
      WHERE s.user_id = h.user_id AND ${byKey('s.user_id', 'SELECT user_id FROM chosen')} RETURNING s.*, h.leg_id),
    rung AS MATERIALIZED (SELECT r.*, ${electedWindow('r.user_id', '$2')} AS window_id FROM reserved r),
    leg AS (
      INSERT INTO call_legs (id, call_id, kind, status, user_id, pop_window_id, started_at)
      SELECT leg_id, call_id, 'agent', 'dialling', user_id, window_id, $2 FROM rung)
    SELECT call.id, ${whoCalls('call', '$2::timestamptz')},
      ${reservedAgent('r', 'u', '$2', peopleOnCard('call', 'u'))}, r.window_id AS "popWindowId",
      set_config('synchronous_commit', 'off', true) AS "commits"
    FROM rung r JOIN call ON call.id = r.call_id JOIN users u ON u.id = r.user_id`,
};
