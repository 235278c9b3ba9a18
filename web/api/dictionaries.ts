import { useQuery } from '@tanstack/vue-query';
import { get } from './http.ts';
import type { Named } from '../../server/http/schemas/shapes.ts';
import type { Dictionaries } from '../../server/http/schemas/dictionaries.ts';

export type Project = Dictionaries['projects'][number];

const none: Dictionaries = { stages: [], sources: [], tags: [], projects: [], channels: [], users: [] };

export function useDictionaries() {
  return useQuery({
    queryKey: ['dictionaries'],
    queryFn: () => get<Dictionaries>('/dictionaries'),
    staleTime: 300_000,
    placeholderData: none,
  }).data;
}

export function searchOrganizations(search: string): Promise<{ readonly items: readonly Named[] }> {
  return get('/organizations', { query: { search } });
}
