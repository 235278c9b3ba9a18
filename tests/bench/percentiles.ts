/** The value below which the given share of the samples lies (nearest rank), to a hundredth. */
export function percentile(samples: readonly number[], share: number): number {
  if (samples.length === 0) return Number.NaN;
  const sorted = [...samples].sort((a, b) => a - b);
  const rank = Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1));
  return rounded(sorted[rank]!);
}

export const rounded = (value: number): number => Math.round(value * 100) / 100;
