import { computed, reactive, ref, type Ref } from 'vue';

const prefix = 'ringdesk:draft:';
const loaded = new Map<string, unknown>();
const open = reactive(loaded);
/** Whose words these are; nobody else reads them at this machine. */
const owner = ref('');

export function draftsAreOf(eyes: string): void {
  owner.value = eyes;
}

/**
 * What is typed and not sent yet, under a name. It outlives the component, a pop, a reload and a closed window;
 * `clear` is called once the server has it. Null is 'nothing typed'.
 */
export function useDraft<T>(name: () => string): { draft: Ref<T | null>; clear: () => void } {
  const draft = computed<T | null>({
    get: () => read<T>(name()),
    set: (now) => write(name(), now),
  });
  return { draft, clear: () => (draft.value = null) };
}

export function hasDraft(name: string): boolean {
  return read(name) !== null;
}

/** Brings back what was cleared, whether or not a form of that name is open. */
export function keepDraft(name: string, value: unknown): void {
  write(name, value);
}

export function dropDraft(name: string): void {
  write(name, null);
}

/** For the one who signs out: the next person at this machine sees nothing of it. */
export function dropAllDrafts(): void {
  open.clear();
  for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
}

function keyOf(name: string): string {
  return prefix + (owner.value === '' ? name : `${owner.value}/${name}`);
}

function read<T>(name: string): T | null {
  const key = keyOf(name);
  // not through the reactive map: to look must not tell those who look
  if (!loaded.has(key)) loaded.set(key, parse(localStorage.getItem(key)));
  return (open.get(key) as T | undefined) ?? null;
}

function write(name: string, value: unknown): void {
  const key = keyOf(name);
  open.set(key, value);
  if (value === null) localStorage.removeItem(key);
  else localStorage.setItem(key, JSON.stringify(value));
}

function parse(stored: string | null): unknown {
  try {
    return stored === null ? null : JSON.parse(stored);
  } catch {
    return null;
  }
}
