import { findPickers } from '../access/find-reach.ts';
import type { Viewer } from '../access/viewer.ts';
import type { ContactDeps } from './contact-deps.ts';
import type { Dictionaries } from './dictionary-store.ts';

export function listDictionaries(deps: ContactDeps) {
  return async (input: { readonly viewer: Viewer }): Promise<Dictionaries> =>
    deps.dictionaries.read(await findPickers(deps.database.read, input.viewer));
}
