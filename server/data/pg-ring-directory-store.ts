import type { Pool } from 'pg';
import type { PhoneAddress } from '#domain/calls/ring-plan.ts';
import type { DirectoryAgent, DirectoryProject, RingDirectoryStore } from '#domain/trunks/ring-directory.ts';

const PROJECTS = {
  name: 'ring-directory-projects',
  text: `SELECT p.id, p.ring_seconds AS "ringSeconds", p.max_wait_seconds AS "maxWaitSeconds",
           ARRAY(SELECT n.dialled FROM project_numbers n WHERE n.project_id = p.id) AS dialled,
           ARRAY(SELECT m.user_id::text FROM project_members m WHERE m.project_id = p.id ORDER BY m.level DESC, m.user_id)
             AS "memberIds"
         FROM projects p ORDER BY p.id`,
};

const PHONES = {
  name: 'ring-directory-phones',
  text: `SELECT u.id AS "userId", u.name AS "agentName", r.contact_uri AS "contactUri", r.route_uri AS "routeUri",
           r.transport
         FROM registrations r JOIN users u ON u.id = r.user_id JOIN agent_states a ON a.user_id = u.id
         WHERE r.expires_at > $1 AND u.status IN ('active', 'ip_restricted') AND a.status NOT IN ('paused', 'offline')
         ORDER BY u.id, r.id`,
};

type PhoneRow = PhoneAddress & Pick<DirectoryAgent, 'userId' | 'agentName'>;

export function pgRingDirectoryStore(pool: Pick<Pool, 'query'>): RingDirectoryStore {
  return {
    load: async (at) => {
      const projects = await pool.query<DirectoryProject>(PROJECTS);
      const phones = await pool.query<PhoneRow>({ ...PHONES, values: [at] });
      return { projects: projects.rows, agents: groupByAgent(phones.rows) };
    },
  };
}

function groupByAgent(rows: readonly PhoneRow[]): ReadonlyMap<string, DirectoryAgent> {
  const agents = new Map<string, DirectoryAgent>();
  for (const { userId, agentName, contactUri, routeUri, transport } of rows) {
    const phone: PhoneAddress = { contactUri, routeUri, transport };
    const known = agents.get(userId);
    agents.set(userId, { userId, agentName, phones: known ? [...known.phones, phone] : [phone] });
  }
  return agents;
}
