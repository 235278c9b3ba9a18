/** Lets others wait for something to become true, and tells what they waited for when it does not. */
export class Changes {
  readonly #looks = new Set<() => void>();

  changed(): void {
    for (const look of [...this.#looks]) look();
  }

  /** Looks now and after every change; the first thing found is the answer. */
  until<T>(look: () => T | null | undefined | false, what: string, withinMs = 10_000): Promise<T> {
    return new Promise((resolve, reject) => {
      const lookAgain = (): void => {
        const found = look();
        if (found === null || found === undefined || found === false) return;
        stop();
        resolve(found);
      };
      const deadline = setTimeout(() => {
        stop();
        reject(new Error(`In ${withinMs} ms it did not happen: ${what}.`));
      }, withinMs);
      const stop = (): void => {
        clearTimeout(deadline);
        this.#looks.delete(lookAgain);
      };
      this.#looks.add(lookAgain);
      lookAgain();
    });
  }
}

/** For what sends no event, a row for instance: asks again and again. What `ask` throws counts as 'not yet'. */
export async function eventually<T>(
  ask: () => Promise<T | null | undefined | false>,
  what: string,
  withinMs = 10_000,
): Promise<T> {
  const deadline = performance.now() + withinMs;
  let last: unknown = null;
  for (;;) {
    try {
      const found = await ask();
      if (found !== null && found !== undefined && found !== false) return found;
    } catch (error) {
      last = error;
    }
    if (performance.now() > deadline) {
      const why = last instanceof Error ? ` (${last.message})` : '';
      throw new Error(`In ${withinMs} ms it did not become true: ${what}${why}.`);
    }
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}
