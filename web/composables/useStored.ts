import { ref, watch, type Ref } from 'vue';

/** A value of this window that a reload keeps. What cannot be read back is forgotten, never an error. */
export function useStored<T>(key: string, initial: T, storage: Storage = sessionStorage): Ref<T> {
  const value = ref(read(key, initial, storage)) as Ref<T>;
  watch(value, (now) => storage.setItem(key, JSON.stringify(now)), { deep: true });
  return value;
}

function read<T>(key: string, initial: T, storage: Storage): T {
  try {
    const text = storage.getItem(key);
    return text === null ? initial : (JSON.parse(text) as T);
  } catch {
    return initial;
  }
}
