import { randomUUID } from 'node:crypto';
import type { Product } from '../support/product/start-product.ts';
import { ownerJoins } from './bench-database.ts';
import type { Team } from '../support/product/company.ts';

/** A team large enough that an agent is always free, all phones at one port, everybody available. */
export async function staffCallCentre(product: Product, agents: number, phonePort: number): Promise<Team> {
  const team = await product.company.team({ agents, project: { wrap_up_seconds: 0, ring_seconds: 20 } });
  await ownerJoins(product.database, team.head.id);
  for (const { id, login } of team.agents) {
    const uri = `sip:${login}@127.0.0.1:${phonePort}`;
    await product.database.query(
      `INSERT INTO registrations (id, user_id, contact_uri, route_uri, transport, sip_call_id, cseq, registered_at, expires_at)
       VALUES ($1, $2, $3, $4, 'udp', $5, 1, now(), now() + interval '1 day')`,
      [randomUUID(), id, uri, `sip:127.0.0.1:${phonePort};transport=udp`, randomUUID()],
    );
    await product.database.query(`UPDATE agent_states SET status = 'available' WHERE user_id = $1`, [id]);
  }
  return team;
}
