import type { RouteLocationNormalized } from 'vue-router';

/** What is another page in the frame: each address, but for a page that keeps its parts or its panel under several. */
export function pageKey({
  meta,
  matched,
  path,
}: Pick<RouteLocationNormalized, 'meta' | 'matched' | 'path'>): string {
  // the frame itself comes first
  return (meta['keepsPage'] === true ? matched[1]?.path : undefined) ?? path;
}
