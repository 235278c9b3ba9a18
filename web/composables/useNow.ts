import { onScopeDispose, readonly, ref, type Ref } from 'vue';

const listeners = new Set<() => void>();
const now = ref(Date.now());
let skew = 0;
let timer: ReturnType<typeof setInterval> | undefined;

/** The server's time by our clock, once a second; one timer for all who look. */
export function useNow(): Readonly<Ref<number>> {
  const token = () => undefined;
  listeners.add(token);
  tick();
  timer ??= setInterval(tick, 1000);
  onScopeDispose(() => {
    listeners.delete(token);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  });
  return readonly(now);
}

/** Told by each snapshot, so that a timer shows the same on every machine. */
export function setServerTime(iso: string): void {
  skew = Date.parse(iso) - Date.now();
  tick();
}

function tick(): void {
  now.value = Date.now() + skew;
}
