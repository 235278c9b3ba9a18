import { mayWorkFrom, type User } from '../access/user.ts';
import type { IdentityDeps } from './identity-deps.ts';

/** A1, A2: whether this user works, and from this address. */
export function maySignIn({ database }: Pick<IdentityDeps, 'database'>) {
  return async ({ status }: User, address: string): Promise<boolean> => {
    const isBound = status === 'ip_restricted';
    const ranges = isBound ? (await database.read.addressRanges.list()).map(({ range }) => range) : null;
    return mayWorkFrom(address, status, ranges);
  };
}
