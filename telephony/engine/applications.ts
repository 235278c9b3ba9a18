import type { Application } from './application.ts';

/** The connected applications and which of them takes the next request. */
export class Applications {
  readonly #connected = new Set<Application>();
  readonly #turns = new Map<string, number>();

  add(application: Application): void {
    this.#connected.add(application);
  }

  remove(application: Application): void {
    this.#connected.delete(application);
  }

  /** Those that asked for the verb are served in turn. */
  choose(verb: string): Application | undefined {
    const wanting = [...this.#connected].filter((application) => application.verbs.has(verb));
    if (wanting.length === 0) return undefined;
    const turn = (this.#turns.get(verb) ?? 0) % wanting.length;
    this.#turns.set(verb, turn + 1);
    return wanting[turn];
  }

  hasVerb(verb: string): boolean {
    for (const application of this.#connected) if (application.verbs.has(verb)) return true;
    return false;
  }

  /** Another application of the same kind: one with exactly the same tags. */
  withTags(tags: readonly string[], except?: Application): Application | undefined {
    const wanted = [...tags].sort().join();
    for (const application of this.#connected) {
      if (application === except || !application.isAuthenticated) continue;
      if ([...application.tags].sort().join() === wanted) return application;
    }
    return undefined;
  }

  all(): Application[] {
    return [...this.#connected];
  }

  get size(): number {
    return this.#connected.size;
  }
}
