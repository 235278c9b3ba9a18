import { reactive, ref, watch, type Ref } from 'vue';

const prefix = 'ringdesk:draft:';
const open = reactive(new Map<string, unknown>());

/**
 * What is typed and not sent yet, under a name. It outlives the component, a pop, a reload and a closed window;
 * `clear` is called once the server has it. Null is 'nothing typed'.
 */
export function useDraft<T>(name: () => string): { draft: Ref<T | null>; clear: () => void } {
  const draft = ref(read<T>(name())) as Ref<T | null>;
  watch(name, (now) => (draft.value = read<T>(now)));
  watch(draft, (now) => write(name(), now), { deep: true, flush: 'sync' });
  return { draft, clear: () => (draft.value = null) };
}

export function hasDraft(name: string): boolean {
  return read(name) !== null;
}

export function dropDraft(name: string): void {
  write(name, null);
}

/** For the one who signs out: the next person at this machine sees nothing of it. */
export function dropAllDrafts(): void {
  open.clear();
  for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
}

function read<T>(name: string): T | null {
  if (!open.has(name)) open.set(name, parse(localStorage.getItem(prefix + name)));
  return (open.get(name) as T | undefined) ?? null;
}

function write(name: string, value: unknown): void {
  open.set(name, value);
  if (value === null) localStorage.removeItem(prefix + name);
  else localStorage.setItem(prefix + name, JSON.stringify(value));
}

function parse(stored: string | null): unknown {
  try {
    return stored === null ? null : JSON.parse(stored);
  } catch {
    return null;
  }
}
