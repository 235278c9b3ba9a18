import { labelsJson } from './access-sql.ts';
import { iso } from './pg-statement.ts';

/** A row of `timeline_entries` under this alias as the JSON of a TimelineItem. */
export function timelineItemJson(entry: string): string {
  return itemJson(entry, () => '');
}

/** The same as a TimelineFact, to be cut in memory. */
export function timelineFactJson(entry: string): string {
  return itemJson(entry, (pointedTo) => `, 'labels', ${labelsJson(pointedTo)}`);
}

function itemJson(entry: string, labels: (pointedTo: string) => string): string {
  const item = (kind: string, actor: string) =>
    `'kind', '${kind}', 'id', ${entry}.id, 'occurredAt', ${iso(`${entry}.occurred_at`)}, 'actorName', ${actor}`;
  const actor = `(SELECT actor.name FROM users actor WHERE actor.id = ${entry}.actor_id)`;
  return `CASE ${entry}.kind
    WHEN 'call' THEN (
      SELECT json_build_object(${item('call', 'agent.name')},
        'callId', ic.id, 'version', ic.version, 'direction', ic.direction, 'status', ic.status, 'result', ic.result, 'number', ic.number,
        'projectName', ip.name, 'talkSeconds', round(extract(epoch FROM ic.ended_at - ic.answered_at))::int,
        'outcome', io.name, 'note', coalesce(iw.note, '')${labels('ic')})
      FROM calls ic
        LEFT JOIN users agent ON agent.id = ic.agent_id
        LEFT JOIN projects ip ON ip.id = ic.project_id
        LEFT JOIN wrap_ups iw ON iw.call_id = ic.id
        LEFT JOIN outcomes io ON io.id = iw.outcome_id
      WHERE ic.id = ${entry}.call_id)
    WHEN 'meeting' THEN (
      SELECT json_build_object(${item('meeting', actor)},
        'meetingId', im.id, 'name', im.name, 'mode', im.mode, 'status', im.status, 'statusReason', im.status_reason,
        'fromAt', ${iso('im.from_at')}, 'toAt', ${iso('im.to_at')}${labels('im')})
      FROM meetings im WHERE im.id = ${entry}.meeting_id)
    ELSE (
      SELECT json_build_object(${item('note', actor)}, 'noteId', n.id, 'text', n.text)
      FROM notes n WHERE n.id = ${entry}.note_id)
    END`;
}
