/** A budget for each source address, so that one scanner takes nothing from the others. */
export interface SourceLimit {
  /** Takes one from the source's budget; false when it has none left. */
  allows(source: string): boolean;
  /** Whether anything is left, without taking it. */
  hasLeft(source: string): boolean;
}

const MOST_SOURCES = 20_000;

/** A bucket of `burst`, filled up with `perSecond`. `now` in milliseconds. */
export function createSourceLimit(
  { burst, perSecond }: { readonly burst: number; readonly perSecond: number },
  now: () => number = Date.now,
): SourceLimit {
  const buckets = new Map<string, { left: number; at: number }>();
  const bucketOf = (source: string): { left: number; at: number } => {
    const known = buckets.get(source);
    const at = now();
    if (known) {
      known.left = Math.min(burst, known.left + ((at - known.at) / 1000) * perSecond);
      known.at = at;
      return known;
    }
    if (buckets.size >= MOST_SOURCES) buckets.delete(buckets.keys().next().value ?? '');
    const bucket = { left: burst, at };
    buckets.set(source, bucket);
    return bucket;
  };
  return {
    allows: (source) => {
      const bucket = bucketOf(source);
      if (bucket.left < 1) return false;
      bucket.left -= 1;
      return true;
    },
    hasLeft: (source) => bucketOf(source).left >= 1,
  };
}
