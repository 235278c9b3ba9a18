import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { get } from './http.ts';
import type { Named } from '../../server/http/schemas/shapes.ts';
import type { Dictionaries } from '../../server/http/schemas/dictionaries.ts';

export type Project = Dictionaries['projects'][number];

/** What there is to choose from while nothing is read. */
export const emptyDictionaries: Dictionaries = {
  stages: [],
  sources: [],
  tags: [],
  projects: [],
  channels: [],
  users: [],
  owners: [],
};

function useLists() {
  return useQuery({
    queryKey: ['dictionaries'],
    queryFn: () => get<Dictionaries>('/dictionaries'),
    staleTime: 300_000,
    placeholderData: emptyDictionaries,
  });
}

export function useDictionaries() {
  return useLists().data;
}

/** Why the lists are not there, for forms that cannot do without; null while they are, or may still come. */
export function useMissingDictionaries() {
  const { data, error, refetch } = useLists();
  return { failure: computed(() => (data.value === undefined ? error.value : null)), retry: refetch };
}

export function searchOrganizations(search: string): Promise<{ readonly items: readonly Named[] }> {
  return get('/organizations', { query: { search } });
}
