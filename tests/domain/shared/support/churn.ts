// Run by itself with `--expose-gc` and the name of a kind of map: prints by how many bytes V8's old space grew while 2000
// things went through it, twenty at a time.
import { getHeapSpaceStatistics } from 'node:v8';
import { ShortLivedMap } from '#domain/shared/short-lived-map.ts';

const map =
  process.argv[2] === 'ShortLivedMap' ? new ShortLivedMap<number, unknown>() : new Map<number, unknown>();
const collectYoung = (): void => void globalThis.gc?.({ type: 'minor' });
churn(0, 50);
for (let look = 0; look < 2; look += 1) collectYoung(); // in a quiet moment the map itself grows old
const before = oldBytes();
churn(50, 2050);
process.stdout.write(`${oldBytes() - before}`);

function churn(from: number, to: number): void {
  for (let key = from; key < to; key += 1) {
    map.set(
      key,
      Array.from({ length: 200 }, (_, index) => ({ index })),
    );
    map.delete(key - 20);
    if (key % 100 === 0) collectYoung();
  }
}

function oldBytes(): number {
  return getHeapSpaceStatistics().find(({ space_name }) => space_name === 'old_space')?.space_used_size ?? 0;
}
