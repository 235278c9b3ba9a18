import { changesContact } from './accounts.ts';
import { seesProfile } from './people.ts';
import { find, type HandOver, type User, type Viewer } from './world.ts';

/** A41: a supervisor who reaches both the agent, who is still at work, and the contact hands the contact over. */
export function decidesHandOver(viewer: Viewer, { agent: name, contact }: HandOver): boolean {
  const agent = find(viewer.world.users, name);
  return (
    name !== viewer.user.id &&
    isAtWork(agent) &&
    seesProfile(viewer, agent) &&
    changesContact(viewer, find(viewer.world.contacts, contact))
  );
}

/** From wherever. */
const isAtWork = ({ status }: User): boolean => status === 'active' || status === 'ip_restricted';
