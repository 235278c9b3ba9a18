import type { QueryClient, QueryKey } from '@tanstack/vue-query';

/**
 * What is known under this key is old: whatever is shown of it is read anew. A first answer that is still under way
 * is dropped, for it may be older than what we were told; a mere invalidation would wait for it and keep it.
 */
export async function lookAgain(queries: QueryClient, queryKey: QueryKey = []): Promise<void> {
  await queries.cancelQueries({ queryKey, predicate: ({ state }) => state.data === undefined });
  await queries.invalidateQueries({ queryKey });
}
