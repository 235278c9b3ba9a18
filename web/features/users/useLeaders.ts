import { useQuery } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import { listEveryUser, type UserRole } from '../../api/users.ts';
import { useAccess } from '../../composables/useAccess.ts';
import { useSession } from '../../composables/useSession.ts';

export interface Leader {
  readonly id: string;
  readonly name: string;
  readonly role: 'director' | 'head';
}

/** Whom a user of this role may answer to: a Manager to a Head or the Director, a Head to the Director. */
export function useLeaders(role: Ref<UserRole>) {
  const session = useSession();
  const { maySee } = useAccess();
  const { data } = useQuery({
    queryKey: ['users', 'leaders'],
    queryFn: () => (maySee('security') ? everybodyWhoLeads() : thoseWhoLeadManagers()),
    enabled: () => maySee('users') && session.user?.role !== 'head',
  });
  return computed<readonly Leader[]>(() => {
    const { user } = session;
    // Managers a Head adds answer to that Head (A5)
    if (user?.role === 'head') return [{ id: user.id, name: user.name, role: 'head' }];
    return (data.value ?? []).filter(
      (one) => one.role === 'director' || (role.value === 'manager' && one.role === 'head'),
    );
  });
}

async function everybodyWhoLeads(): Promise<readonly Leader[]> {
  const pages = await Promise.all(
    (['director', 'head'] as const).map(async (role) => {
      const items = await listEveryUser({ search: '', status: null, role });
      return items.map(({ id, name }) => ({ id, name, role }));
    }),
  );
  return pages.flat();
}

/** A chief manager sees no card of a Head, but those of all Managers, which name whom they answer to. */
async function thoseWhoLeadManagers(): Promise<readonly Leader[]> {
  const items = await listEveryUser({ search: '', status: null, role: 'manager' });
  const leaders = items.flatMap(({ responsible }) => (responsible === null ? [] : [responsible]));
  return [...new Map(leaders.map(({ id, name }) => [id, { id, name, role: 'head' as const }])).values()];
}
