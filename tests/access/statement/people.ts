import { BlockList, isIPv6 } from 'node:net';
import { mayMoreThan } from './rights.ts';
import type { User, Viewer, World } from './world.ts';

/** A6, A31: whose card one may open. */
export function seesProfile({ user }: Viewer, of: User): boolean {
  if (user.role === 'director' || of.id === user.id) return true;
  if (of.role !== 'manager') return false;
  return user.isChief || (user.role === 'head' && of.responsible === user.id);
}

/** A5, A31: name, e-mail, phone, extension, password, status. */
export function editsProfile({ user }: Viewer, of: User): boolean {
  if (user.role === 'director') return true;
  if (of.role !== 'manager') return false;
  // a chief manager's own card is a Manager's card too
  return user.isChief || (user.role === 'head' && of.responsible === user.id);
}

/** Whoever has the telephone's password takes that user's calls. */
export const renewsPhonePassword = (viewer: Viewer, of: User): boolean =>
  editsProfile(viewer, of) && !mayMoreThan(of, viewer.user);

/** Role, responsible, labels, data access, account roles, marks. */
export const editsAccess = ({ user }: Viewer): boolean => user.role === 'director';

/** A5: who makes users at all. */
export const createsUsers = ({ user }: Viewer): boolean => user.role !== 'manager' || user.isChief;

/** A1, A2: may the user work, coming from this address? */
export function mayWork(world: World, user: User, address: string): boolean {
  if (user.status === 'active') return true;
  return user.status === 'ip_restricted' && world.allowedRanges.some((range) => contains(range, address));
}

function contains(range: string, address: string): boolean {
  const [network = '', bits = ''] = range.split('/');
  const family = (of: string) => (isIPv6(of) ? 'ipv6' : 'ipv4');
  if (family(network) !== family(address)) return false;
  const list = new BlockList();
  list.addSubnet(network, Number(bits), family(network));
  return list.check(address, family(address));
}
