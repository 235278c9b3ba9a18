interface Slot<V> {
  value: V | undefined;
}

/**
 * A Map of what comes and goes many times a second. V8 makes a Map's table anew every so often and leaves in the old one
 * whatever stood there, with a pointer to the next; once such a table is old, the collector of the young takes all that
 * was ever in it for alive, and all that that leads to. Here a table holds slots only, which are emptied on deletion.
 */
export class ShortLivedMap<K, V> {
  readonly #slots = new Map<K, Slot<V>>();

  constructor(entries: Iterable<readonly [K, V]> = []) {
    for (const [key, value] of entries) this.set(key, value);
  }

  get size(): number {
    return this.#slots.size;
  }

  has(key: K): boolean {
    return this.#slots.has(key);
  }

  get(key: K): V | undefined {
    return this.#slots.get(key)?.value;
  }

  set(key: K, value: V): this {
    const slot = this.#slots.get(key);
    if (slot) slot.value = value;
    else this.#slots.set(key, { value });
    return this;
  }

  delete(key: K): boolean {
    const slot = this.#slots.get(key);
    if (!slot) return false;
    slot.value = undefined;
    return this.#slots.delete(key);
  }

  keys(): IterableIterator<K> {
    return this.#slots.keys();
  }

  *values(): Generator<V> {
    for (const { value } of this.#slots.values()) yield value as V;
  }

  forEach(look: (value: V, key: K) => void): void {
    for (const [key, { value }] of this.#slots) look(value as V, key);
  }
}
