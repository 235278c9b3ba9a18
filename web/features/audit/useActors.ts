import { useQuery } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import type { AuditEntry } from '../../api/audit.ts';
import type { Named } from '../../api/contacts.ts';
import { listEveryUser } from '../../api/users.ts';
import { useText } from '../../composables/useText.ts';

/** Whose deeds can be asked for: everybody, also who works no more, and whoever is asked for though deleted since. */
export function useActors(chosenId: Ref<string | null>, entries: Ref<readonly AuditEntry[]>) {
  const { t } = useText();
  const { data } = useQuery({
    queryKey: ['users', 'actors'],
    queryFn: () => listEveryUser({ search: '', role: null, status: null }),
  });
  return computed<readonly Named[]>(() => {
    const known = (data.value ?? []).map(({ id, name }) => ({ id, name }));
    const id = chosenId.value;
    if (id === null || known.some((one) => one.id === id)) return known;
    const name = entries.value.find(({ actor }) => actor?.id === id)?.actor?.name;
    return [...known, { id, name: name ?? t('audit.deletedActor') }];
  });
}
