import { ShortLivedMap } from './short-lived-map.ts';

/** What comes and goes many times a second and is asked for all together, in the order it came; see ShortLivedMap. */
export class ShortLivedSet<T> {
  readonly #members = new ShortLivedMap<number, T>();
  #added = 0;

  get size(): number {
    return this.#members.size;
  }

  /** Answers with what takes it out again, which tells whether it was there still. */
  add(member: T): () => boolean {
    const place = this.#added++;
    this.#members.set(place, member);
    return () => this.#members.delete(place);
  }

  /** As of now, whatever comes and goes while somebody looks. */
  all(): readonly T[] {
    return [...this.#members.values()];
  }

  /** All of them, and none is left. */
  takeAll(): readonly T[] {
    const taken = this.all();
    for (const place of [...this.#members.keys()]) this.#members.delete(place);
    return taken;
  }
}
