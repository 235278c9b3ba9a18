import { labelsJson } from './access-sql.ts';
import { iso } from './pg-statement.ts';
import { timelineFactJson } from './timeline-item-sql.ts';

/** Ids of those whose open tickets the card of one of these contacts shows; `contacts` is an array. */
export function ticketOwners(contacts: string): string {
  return `ARRAY(SELECT kto.owner_id FROM tickets kto
      WHERE kto.contact_id = ANY (${contacts}) AND kto.state IN ('open', 'pending'))`;
}

/** The contact's CallerCardFacts at the moment `at`, as one JSON value; null when there is no such contact. */
export function callerCardJson(contact: string, at: string): string {
  return `(SELECT json_build_object(
    'contactId', k.id, 'name', k.full_name, 'position', k.position, 'language', k.language, 'isSpam', k.is_spam,
    'organization', (SELECT json_build_object('id', ko.id, 'name', ko.name) FROM organizations ko
      WHERE ko.id = k.organization_id),
    'stage', (SELECT json_build_object('name', ks.name, 'colour', ks.colour) FROM stages ks WHERE ks.id = k.stage_id),
    'tags', ARRAY(SELECT kt.name FROM contact_tags kct JOIN tags kt ON kt.id = kct.tag_id
      WHERE kct.contact_id = k.id ORDER BY kt.name),
    'owner', json_build_object('id', k.owner_id, 'name', (SELECT ku.name FROM users ku WHERE ku.id = k.owner_id)),
    'managerIds', ARRAY(SELECT km.user_id FROM contact_managers km WHERE km.contact_id = k.id),
    'accountKind', k.account_kind, 'labels', ${labelsJson('k')},
    'lastEvents', ARRAY(
      SELECT ${timelineFactJson('t')} FROM (
        SELECT * FROM timeline_entries kte WHERE kte.contact_id = k.id AND kte.occurred_at <= ${at}
          -- the card is about what was, the running call is on the call bar
          AND coalesce((SELECT kc.status = 'ended' FROM calls kc WHERE kc.id = kte.call_id), true)
        ORDER BY kte.occurred_at DESC, kte.id DESC LIMIT 5) t),
    'openTickets', ARRAY(
      SELECT json_build_object('id', kti.id, 'number', kti.number, 'subject', kti.subject, 'state', kti.state,
        'priority', kti.priority, 'isComplaint', kti.is_complaint, 'createdAt', ${iso('kti.created_at')},
        'ownerId', kti.owner_id, 'labels', ${labelsJson('kti')})
      FROM tickets kti WHERE kti.contact_id = k.id AND kti.state IN ('open', 'pending')
      ORDER BY kti.created_at DESC LIMIT 10),
    'comingMeetings', ARRAY(
      SELECT json_build_object('id', kme.id, 'name', kme.name, 'fromAt', ${iso('kme.from_at')},
        'labels', ${labelsJson('kme')})
      FROM meetings kme WHERE kme.contact_id = k.id AND kme.to_at > ${at}
        AND kme.status IN ('planned', 'reminding', 'dialling', 'in_progress')
      ORDER BY kme.from_at LIMIT 10),
    'missedMeetings', ARRAY(
      SELECT ${labelsJson('kmi')} FROM meetings kmi WHERE kmi.contact_id = k.id AND kmi.status = 'missed'
        AND kmi.to_at > ${at}::timestamptz - interval '90 days'),
    'consents', ARRAY(
      SELECT json_build_object('purpose', kco.purpose, 'isGiven', kco.is_given, 'decidedAt', ${iso('kco.decided_at')})
      FROM (SELECT DISTINCT ON (purpose) * FROM consents WHERE contact_id = k.id
        ORDER BY purpose, decided_at DESC) kco)
  ) FROM contacts k WHERE k.id = ${contact})`;
}
