interface Bucket {
  tokens: number;
  refilledAt: number;
}

const MAX_SOURCES = 20_000;

/** A token bucket per source address. The oldest sources are forgotten first when there are too many. */
export class SourceRateLimit {
  readonly #perSecond: number;
  readonly #burst: number;
  readonly #buckets = new Map<string, Bucket>();

  constructor(perSecond: number, burst: number) {
    this.#perSecond = perSecond;
    this.#burst = burst;
  }

  take(address: string): boolean {
    if (this.#perSecond <= 0) return true;
    const now = performance.now();
    let bucket = this.#buckets.get(address);
    if (!bucket) {
      if (this.#buckets.size >= MAX_SOURCES) this.#forgetOldest();
      bucket = { tokens: this.#burst, refilledAt: now };
      this.#buckets.set(address, bucket);
    }
    const refill = ((now - bucket.refilledAt) / 1000) * this.#perSecond;
    bucket.tokens = Math.min(this.#burst, bucket.tokens + refill);
    bucket.refilledAt = now;
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }

  #forgetOldest(): void {
    const oldest = this.#buckets.keys().next();
    if (!oldest.done) this.#buckets.delete(oldest.value);
  }
}
