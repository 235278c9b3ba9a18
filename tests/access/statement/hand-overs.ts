import { changesContact } from './accounts.ts';
import { seesProfile } from './people.ts';
import { find, type HandOver, type Viewer } from './world.ts';

/** A41: a supervisor who reaches both the agent and the contact hands the contact over. */
export const decidesHandOver = (viewer: Viewer, { agent, contact }: HandOver): boolean =>
  agent !== viewer.user.id &&
  seesProfile(viewer, find(viewer.world.users, agent)) &&
  changesContact(viewer, find(viewer.world.contacts, contact));
